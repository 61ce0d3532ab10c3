import type { Entry } from '../../domain/session/entry.ts';

/** An entry that says where drones and units are. */
export type PositionsEntry = Extract<Entry, { readonly kind: 'positions' }>;

/**
 * Positions that a seat has not been sent yet: the newest report of each drone and unit. Every message of a drone tells
 * of that drone alone, so that the newest message never stands for those before it.
 */
export class MovingNews {
  readonly #drones = new Map<string, PositionsEntry['payload']['drones'][number]>();
  readonly #units = new Map<string, PositionsEntry['payload']['units'][number]>();
  #newest: PositionsEntry | undefined;
  /** The newest entry as text, while it says everything. */
  #alone: string | undefined;

  add(entry: PositionsEntry, json: string): void {
    this.#alone = this.#newest === undefined ? json : undefined;
    this.#newest = entry;
    for (const drone of entry.payload.drones) this.#drones.set(drone.drone, drone);
    for (const unit of entry.payload.units) this.#units.set(unit.unit, unit);
  }

  /** Everything gathered, as the JSON of one entry; then there is none. */
  take(): string {
    const text =
      this.#alone ??
      JSON.stringify({
        ...this.#newest,
        payload: { drones: [...this.#drones.values()], units: [...this.#units.values()] },
      });
    this.clear();
    return text;
  }

  clear(): void {
    this.#drones.clear();
    this.#units.clear();
    this.#newest = undefined;
    this.#alone = undefined;
  }
}
