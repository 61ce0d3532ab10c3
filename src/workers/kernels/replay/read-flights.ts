import { MINUTE, type Millis, SECOND } from '../../../domain/base/quantity.ts';
import { DRONE_TRAIL_MS } from '../../../domain/forces/drone.ts';
import type { World } from '../../../domain/session/world.ts';
import type { ReviewSpans } from '../../../domain/wire/review-contract.ts';
import type { RecordReads } from '../../record-read-port.ts';

/** A drone that says nothing for longer has landed. */
const FLIGHT_PAUSE_MS: Millis = MINUTE;
/** Worlds this far apart miss nothing: a drone's trail reaches back beyond the one before. */
const LOOK_EVERY_MS: Millis = DRONE_TRAIL_MS - 10 * SECOND;
/** A long recording is looked at in wider steps first, and closely only where a drone has moved: a day is not long. */
const MOST_STEPS = 2_000;

type Flight = ReviewSpans['flights'][number];

/** Who flew from when to when in a range, the earliest first: from the kept worlds and the trails in them. */
export async function readFlights(
  record: Pick<RecordReads, 'snapshotBefore'>,
  { from, to }: { readonly from: Millis; readonly to: Millis },
): Promise<readonly Flight[]> {
  const log = new FlightLog(from);
  const step = Math.max(LOOK_EVERY_MS, (to - from) / MOST_STEPS);
  let before = from;
  for (let at = from; ; at = Math.min(to, at + step)) {
    const kept = await record.snapshotBefore(at);
    if (kept && log.hasMoved(kept.world)) {
      for (let between = before + LOOK_EVERY_MS; between < at; between += LOOK_EVERY_MS) {
        const world = (await record.snapshotBefore(between))?.world;
        if (world) log.take(world);
      }
      log.take(kept.world);
    }
    if (at >= to) return log.flights();
    before = at;
  }
}

class FlightLog {
  readonly #from: Millis;
  /** The newest flight of each drone. */
  readonly #newest = new Map<string, { from: Millis; to: Millis }>();
  readonly #flights: Flight[] = [];

  constructor(from: Millis) {
    this.#from = from;
  }

  /** Whether a drone has said something that is not taken yet. */
  hasMoved({ drones }: World): boolean {
    return Object.entries(drones).some(
      ([drone, { report }]) => report.observedAt > (this.#newest.get(drone)?.to ?? this.#from),
    );
  }

  take({ drones }: World): void {
    for (const [drone, { report, trail }] of Object.entries(drones)) {
      const flight = this.#newest.get(drone);
      if (report.observedAt <= (flight?.to ?? this.#from)) continue;
      const begins = Math.max(this.#from, trail[0]?.at ?? report.observedAt);
      if (flight && begins - flight.to <= FLIGHT_PAUSE_MS) flight.to = report.observedAt;
      else {
        const begun = { drone, from: begins, to: report.observedAt };
        this.#newest.set(drone, begun);
        this.#flights.push(begun);
      }
    }
  }

  flights(): readonly Flight[] {
    return this.#flights.filter(({ from, to }) => to > from).sort((a, b) => a.from - b.from);
  }
}
