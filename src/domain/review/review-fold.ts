import type { LadderSettings } from '../alert/ladder.ts';
import type { Millis } from '../base/quantity.ts';
import type { DensityFrame } from '../crowd/density-frame.ts';
import type { Estimate } from '../crowd/estimate.ts';
import type { Entry, EntryKind, EntryPayloads } from '../session/entry.ts';
import type { Disposition } from '../session/review-mark.ts';
import { initialWorld, reduce, type World } from '../session/world.ts';
import { distinctNames } from '../site/distinct-names.ts';
import type { Ground } from '../site/ground.ts';
import type { Name } from '../site/site.ts';
import { accuracyOf } from './accuracy.ts';
import { AlertFold } from './alert-fold.ts';
import { BroadcastFold } from './broadcast-fold.ts';
import { CellFold } from './cell-fold.ts';
import { CounterFold } from './counter-fold.ts';
import { CrossingFold, leadTimeMs } from './crossing-fold.ts';
import { CurveFold } from './curve-fold.ts';
import { DueMoments } from './due-moments.ts';
import { egressReview } from './egress.ts';
import { FeedFold } from './feed-fold.ts';
import { GapFold } from './gap-fold.ts';
import { holdOf, type Stretch } from './moment-in-time.ts';
import { BEFORE_MS, OrderFold } from './order-fold.ts';
import { PhaseFold } from './phase-fold.ts';
import { estimateAt, placeMoment } from './place-moment.ts';
import { PlacesFold } from './places-fold.ts';
import { plannedPeople } from './planned-people.ts';
import type {
  CrossingsReview,
  EgressReview,
  FigureAt,
  ReviewCurve,
  ReviewedFile,
  ReviewReport,
  Span,
} from './review-report.ts';
import { TotalsFold } from './totals-fold.ts';
import { VoidFold } from './void-fold.ts';
import { WarningFold } from './warning-fold.ts';
import { WorldPast } from './world-past.ts';

/** Added by reviewers after the night: they say nothing about the time at which they were written. */
const MARKS: ReadonlySet<EntryKind> = new Set<EntryKind>(['bookmark', 'story', 'disposition']);

/** What is known about a recording before it is folded. */
export interface ReviewInput {
  readonly file: Omit<
    ReviewedFile,
    'event' | 'site' | 'timeZone' | 'source' | 'clock' | 'exercise' | 'seed'
  >;
  readonly ground: Ground;
  readonly ladder: LadderSettings;
  readonly span: Span;
  /** Whether the span is the whole recording: then no reading is left out, whenever it was true. */
  readonly isWhole: boolean;
  /** The event's script, if it has one: what was planned. */
  readonly night?: unknown;
}

/**
 * Folds a recording into its review: give it every entry in order of seq, the rasters in order of time, and the
 * estimates of the true pass; then ask for the report. Its memory is bounded by the site and the number of alerts and
 * orders, not by the length of the night.
 *
 * The world at an instant t is the fold of every entry with recordedAt ≤ t: what a replay shows there.
 */
export class ReviewFold {
  readonly #input: ReviewInput;
  readonly #due = new DueMoments();
  readonly #past = new WorldPast(BEFORE_MS);
  readonly #names: ReadonlyMap<string, Name>;
  readonly #alerts: AlertFold;
  readonly #broadcasts: BroadcastFold;
  readonly #cells: CellFold;
  readonly #counters: CounterFold;
  readonly #crossings: CrossingFold;
  readonly #curve: CurveFold;
  readonly #feeds = new FeedFold();
  readonly #gaps: GapFold;
  readonly #orders: OrderFold;
  readonly #phases = new PhaseFold();
  readonly #places: PlacesFold;
  readonly #totals = new TotalsFold();
  readonly #voids: VoidFold;
  readonly #warnings: WarningFold;
  readonly #dispositions: Record<string, Disposition> = {};
  #world: World;
  #endWorld: World | undefined;
  #now: Millis = Number.NEGATIVE_INFINITY;
  #session: EntryPayloads['sessionOpened'] | undefined;
  #truePass = { made: false, lastAt: Number.NaN, shortestMs: Number.POSITIVE_INFINITY };

  constructor(input: ReviewInput) {
    const { ground, ladder, span } = input;
    const { site } = ground;
    this.#input = input;
    this.#world = initialWorld(site, 0);
    this.#names = distinctNames(site);
    const judged = [...ground.leaves, ...site.hotSpots].map(({ id }) => id);
    this.#alerts = new AlertFold(judged);
    this.#broadcasts = new BroadcastFold(ground);
    this.#cells = new CellFold(ground, ladder.staleAfterS);
    this.#counters = new CounterFold(site, input.isWhole ? undefined : span);
    this.#crossings = new CrossingFold(ground, ladder);
    this.#curve = new CurveFold(ground, span);
    this.#gaps = new GapFold(site, input.file.name);
    this.#orders = new OrderFold(site);
    this.#places = new PlacesFold(ground, ladder);
    this.#voids = new VoidFold(ground, ladder.staleAfterS);
    this.#warnings = new WarningFold(this.#names);
  }

  /** Takes the next entry of the log. */
  take(entry: Entry): void {
    if (entry.kind === 'disposition') this.#dispositions[entry.payload.alert] = entry.payload;
    if (MARKS.has(entry.kind)) return;
    this.#advance(entry.recordedAt);
    this.#note(entry);
    this.#world = reduce(this.#world, entry);
  }

  /** Takes the next kept raster. */
  takeFrame(frame: DensityFrame): void {
    const { from, to } = this.#input.span;
    if (frame.issuedAt >= from && frame.issuedAt <= to) this.#cells.take(frame);
  }

  /** Takes the next estimate of the pass over the readings in the order in which they were true. */
  takeTrue(estimate: Estimate): void {
    const step = estimate.issuedAt - this.#truePass.lastAt;
    if (step > 0) this.#truePass.shortestMs = Math.min(this.#truePass.shortestMs, step);
    this.#truePass.lastAt = estimate.issuedAt;
    this.#truePass.made = true;
    this.#crossings.take(estimate);
  }

  /** The report; take nothing afterwards. `notMade`: why there was no true pass. */
  report(notMade?: string): ReviewReport {
    const { file, span, ground } = this.#input;
    // The last instant is part of the span: its wishes are granted, and it has a stretch without length.
    this.#advance(Math.max(this.#now, span.to) + 1);
    const end = this.#endWorld ?? this.#world;
    const crossings = this.#crossingsReview(notMade);
    const curve = this.#curve.curve();
    const phases = this.#phases.phases(span);
    const egress = phases.find(({ phase }) => phase === 'egress');
    const alerts = this.#alerts.alerts
      .filter(({ raisedAt }) => raisedAt >= span.from && raisedAt <= span.to)
      .map((alert) => {
        const lead = crossings.pass === 'true' ? leadTimeMs(alert, crossings.crossings) : undefined;
        const disposition = this.#dispositions[alert.id];
        const name = this.#names.get(alert.place) ?? { zh: alert.place, en: alert.place };
        const { clearedAt, ...rest } = alert;
        return {
          ...rest,
          ...(clearedAt !== undefined && clearedAt <= span.to ? { clearedAt } : {}),
          name,
          ...(disposition ? { disposition } : {}),
          ...(lead === undefined ? {} : { leadTimeMs: lead }),
        };
      });
    return {
      file: { ...file, ...this.#about(ground) },
      span,
      totals: this.#totals.totals(span, end),
      curve,
      phases,
      zones: this.#places.zones(span),
      hotSpots: this.#places
        .hotSpots(span)
        .map((spot) => ({ ...spot, name: this.#names.get(spot.hotSpot) ?? spot.name })),
      alerts,
      accuracy: accuracyOf(alerts, this.#dispositions, span),
      crossings,
      orders: this.#orders.orders(span),
      broadcasts: this.#broadcasts.broadcasts(span),
      warnings: this.#warnings.warnings(span),
      coverage: this.#cells.review(span, this.#voids.voids(span)),
      ...(egress ? { egress: this.#egress(egress.people, curve) } : {}),
      gaps: this.#gaps.gaps(span),
      feeds: this.#feeds.accounts(span),
      counters: this.#counters.accounts(),
    };
  }

  #egress(began: FigureAt, curve: ReviewCurve): EgressReview {
    const { span, night } = this.#input;
    return egressReview(began, span.to, curve, this.#counters.exits(), plannedPeople(night));
  }

  #about({ site }: Pick<Ground, 'site'>) {
    const session = this.#session;
    const common = { event: site.name, site: site.id, timeZone: site.timeZone };
    if (!session) return { ...common, exercise: false };
    const { source, clock, exercise, seed } = session;
    return { ...common, source, clock, exercise, ...(seed === undefined ? {} : { seed }) };
  }

  #crossingsReview(notMade: string | undefined): CrossingsReview {
    const { span } = this.#input;
    const { made, shortestMs } = this.#truePass;
    const stepS = Number.isFinite(shortestMs) ? shortestMs / 1_000 : 0;
    const review = this.#crossings.review(span, this.#alerts.alerts, stepS, this.#names);
    if (made && notMade === undefined) return review;
    const reason = notMade ?? 'the recording holds no estimate';
    const { holdS, toleranceS } = review;
    return {
      ...span,
      pass: 'notMade',
      reason,
      stepS: 0,
      holdS,
      toleranceS,
      crossings: [],
      missed: 0,
    };
  }

  /** Time passes to `next`: what is known now held until then. */
  #advance(next: Millis): void {
    const from = this.#now;
    // A clock that was set back: time stands still until it has caught up.
    if (next <= from) return;
    this.#now = next;
    const { span } = this.#input;
    const world = this.#world;
    if (from <= span.to && next > span.to) this.#endWorld = world;
    if (!Number.isFinite(from)) return;
    this.#past.add(from, world);
    this.#due.grant(Math.min(next, span.to + 1), world);
    this.#curve.take(next, world);
    const begins = Math.max(from, span.from);
    const ends = Math.min(next, span.to);
    if (begins <= ends && next > span.from) this.#stretch(world, begins, ends);
  }

  #stretch(world: World, from: Millis, to: Millis): void {
    const estimate = estimateAt(world, from);
    const hold = holdOf(world.session?.clock);
    const knownUntil = estimate ? Math.min(to, estimate.issuedAt + hold) : from;
    const stretch: Stretch = { world, from, to, knownUntil, ...(estimate ? { estimate } : {}) };
    this.#totals.take(stretch);
    this.#places.take(stretch);
    this.#voids.take(stretch);
    this.#gaps.takeStretch(stretch);
  }

  /** `#world` is the world before the entry. */
  #note(entry: Entry): void {
    const world = this.#world;
    this.#orders.take(entry, world, this.#past, this.#due);
    this.#broadcasts.take(entry, world, this.#past, this.#due);
    this.#phases.take(entry, this.#due);
    this.#warnings.take(entry, this.#due);
    this.#gaps.take(entry);
    if (entry.kind === 'observations') this.#counters.take(entry.payload);
    if (entry.kind === 'sessionOpened') this.#session = entry.payload;
    if (entry.kind === 'feedStates') {
      const { from, to } = this.#input.span;
      const inSpan = this.#input.isWhole || (entry.recordedAt >= from && entry.recordedAt <= to);
      this.#feeds.take(entry.payload.feeds, inSpan);
    }
    if (entry.kind !== 'level') return;
    const alert = this.#alerts.take(entry);
    if (!alert) return;
    this.#due.add(entry.recordedAt, (then, at) => {
      alert.known = placeMoment(then, alert.place, at);
    });
  }
}
