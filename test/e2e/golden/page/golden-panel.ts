import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import type { SeatId, SessionId } from '../../../../src/domain/base/ids.ts';
import { SECOND } from '../../../../src/domain/base/quantity.ts';
import type { Method, OutputOf } from '../../../../src/domain/wire/contract.ts';
import '../../../../src/renderer/ui/fonts.css';
import '../../../../src/renderer/ui/tokens.css';
import '../../../../src/renderer/ui/base.css';
import '../../../../src/renderer/ui/parts.css';
import '../../../../src/renderer/panels/frame.css';
import '../../../../src/renderer/panels/lists.css';
import '../../../../src/renderer/panels/alert-queue.css';
import '../../../../src/renderer/panels/map.css';
import '../../../../src/renderer/panels/timeline/timeline.css';
import '../../../../src/renderer/commands/broadcast.css';
import '../../../../src/renderer/commands/commands.css';
import '../../../../src/renderer/commands/warning.css';
import { chooseLanguage } from '../../../../src/renderer/i18n/language.ts';
import { BROWSER_TIMERS } from '../../../../src/renderer/link/timers.ts';
import { createReviewStore } from '../../../../src/renderer/review/review-store.ts';
import { type Seat, SeatContext } from '../../../../src/renderer/seat.ts';
import { createFlusher } from '../../../../src/renderer/state/flusher.ts';
import { createFrames } from '../../../../src/renderer/state/frames.ts';
import { createPlaceOrder } from '../../../../src/renderer/state/place-order.ts';
import { createUiStore } from '../../../../src/renderer/state/ui-store.ts';
import { createWorldStore } from '../../../../src/renderer/state/world-store.ts';
import { facts, lastHour, NOW, panelOf, panelWorld } from './panel-scenes.ts';

/** Answers what panels ask of the hub. */
async function call<M extends Method>(method: M): Promise<OutputOf<M>> {
  if (method === 'series.zones') return { zones: lastHour() } as OutputOf<M>;
  throw new Error(`no panel here asks for ${method}`);
}

/** Puts one panel of the seat on the page, on a world that never changes. */
async function draw(): Promise<void> {
  const asked = new URLSearchParams(location.search);
  const flusher = createFlusher(BROWSER_TIMERS, 0);
  const worldStore = createWorldStore(flusher, BROWSER_TIMERS);
  const seat: Seat = {
    facts,
    worldStore,
    ui: createUiStore(chooseLanguage(location.search, [])),
    frames: createFrames(),
    places: createPlaceOrder(facts),
    map: undefined,
    review: createReviewStore(call),
    door: { go: () => {}, openBeside: () => {}, isBeside: () => false, closeBeside: () => {} },
    call,
  };
  worldStore.begin({
    seat: 'seat' as SeatId,
    session: 'golden' as SessionId,
    version: '',
    role: 'commander',
    can: { dispatch: false, broadcast: false, transport: false, ingest: false },
    resumed: false,
    seq: 0,
    site: facts.site,
    world: panelWorld(),
  });
  worldStore.setLink({ kind: 'live' });
  worldStore.frameArrived(NOW - SECOND);
  await new Promise((resolve) => flusher.onFlush(() => resolve(undefined)));
  const root = document.createElement('div');
  root.id = 'root';
  document.body.append(root);
  const panel = panelOf(asked.get('panel') ?? '');
  createRoot(root).render(createElement(SeatContext, { value: seat }, panel));
  // Sparklines are asked for and come a moment later.
  await new Promise((resolve) => setTimeout(resolve, 200));
  await document.fonts.ready;
  document.documentElement.dataset.drawn = 'true';
}

void draw();
