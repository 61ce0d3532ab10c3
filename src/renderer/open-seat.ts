import type { SessionId } from '../domain/base/ids.ts';
import type { Role } from '../domain/session/role.ts';
import type { Link } from '../domain/wire/contract.ts';
import type { RpcError } from '../domain/wire/rpc.ts';
import { inWords } from './i18n/refusal-words.ts';
import { hubClient } from './link/hub-client.ts';
import type { Timers } from './link/timers.ts';
import { lastingMap } from './map/lasting-map.ts';
import { createReviewStore } from './review/review-store.ts';
import { tellView } from './review/tell-view.ts';
import type { Seat, SessionDoor } from './seat.ts';
import { createBodies } from './state/bodies.ts';
import type { Flusher } from './state/flusher.ts';
import { createFrames, type Frames } from './state/frames.ts';
import { createPlaceOrder } from './state/place-order.ts';
import { siteFacts } from './state/site-facts.ts';
import type { UiStore } from './state/ui-store.ts';
import { createWorldStore, type WorldStore } from './state/world-store.ts';

/** A seat under way: it is attaching, attached, or was stopped. */
export interface OpenSeat {
  readonly worldStore: WorldStore;
  readonly frames: Frames;
  /** Lets go of the link and of the map. */
  stop(): void;
}

export interface OpenSeatOptions {
  readonly role: Role;
  /** Absent: the hub's own. */
  readonly session: SessionId | undefined;
  readonly ui: UiStore;
  readonly flusher: Flusher;
  readonly timers: Timers;
  readonly door: SessionDoor;
  open(): Promise<Link>;
  /** Called once, when there is a world to show. */
  onReady(seat: Seat): void;
  /** The hub does not let it in. */
  onRefused(error: RpcError): void;
  /** The hub came back with another event: nothing of this seat is of it. From then on the seat takes nothing in. */
  onOtherSite(): void;
}

/** Links one session to stores and a map of its own. */
export function openSeat(options: OpenSeatOptions): OpenSeat {
  const { role, session, ui, flusher, timers } = options;
  const worldStore = createWorldStore(flusher, timers);
  const frames = createFrames();
  const bodies = createBodies();
  let removeMap = () => {};
  let stopTelling = () => {};
  let isShown = false;
  let isOver = false;
  const unlessOver =
    <A extends readonly unknown[]>(take: (...what: A) => void) =>
    (...what: A) => {
      if (!isOver) take(...what);
    };

  const client = hubClient({
    role,
    timers,
    open: options.open,
    ...(session === undefined ? {} : { session }),
    sink: {
      attached: unlessOver((attached) => {
        if (worldStore.isOtherSite(attached)) {
          isOver = true;
          options.onOtherSite();
          return;
        }
        const before = worldStore.store.getState().attachment?.session;
        if (before !== undefined && before !== attached.session) forgetPictures();
        worldStore.begin(attached);
        // Who took over did so from a seat that the hub has forgotten.
        if (!attached.resumed) ui.setState({ operator: undefined });
        review.load();
        if (isShown) return;
        isShown = true;
        show(attached.site);
      }),
      reliable: unlessOver((entry) => {
        worldStore.apply(entry);
        review.apply(entry);
      }),
      latest: unlessOver((entry, done) => worldStore.apply(entry, done)),
      frame: unlessOver((frame, done) => {
        frames.put(frame, done);
        worldStore.frameArrived(frame.issuedAt);
      }),
      agents: unlessOver(bodies.put),
      world: unlessOver((world) => {
        forgetPictures();
        worldStore.replace(world);
      }),
      refused: (error) => options.onRefused(inWords(error, ui.getState().language) as RpcError),
      link: worldStore.setLink,
    },
  });
  // Whoever asks and is refused, is refused in the seat's language.
  const call: Seat['call'] = (method, input) =>
    client.call(method, input).catch((error: unknown) => {
      throw inWords(error, ui.getState().language);
    });
  const review = createReviewStore(call);

  // A refusal belongs to the dialog or tab where it was told.
  const stopUi = ui.subscribe(({ dialog, reviewTab }, before) => {
    const opens = dialog !== before.dialog && dialog !== undefined;
    if (opens || reviewTab !== before.reviewTab) review.forgetFailure();
  });

  function forgetPictures(): void {
    frames.forget();
    bodies.forget();
  }

  function show(site: Parameters<typeof siteFacts>[0]): void {
    const facts = siteFacts(site);
    const made = makeMap(facts);
    removeMap = made?.remove ?? (() => {});
    const { door } = options;
    const seat: Seat = {
      ...{ facts, worldStore, ui, frames, review, door },
      places: createPlaceOrder(facts),
      map: made?.control,
      call,
    };
    const unsubscribe = worldStore.store.subscribe(() => {
      unsubscribe();
      stopTelling = tellView(seat, timers);
      options.onReady(seat);
    });
  }

  function makeMap(facts: Seat['facts']) {
    try {
      return lastingMap({ facts, worldStore, ui, frames, bodies, flusher, timers, call });
    } catch {
      // Without WebGL2 the lists and figures still hold; the pane says so in words.
      return undefined;
    }
  }

  return {
    worldStore,
    frames,
    stop: () => {
      stopUi();
      stopTelling();
      client.stop();
      worldStore.stop();
      removeMap();
    },
  };
}
