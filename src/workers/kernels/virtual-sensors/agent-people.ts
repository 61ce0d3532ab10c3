import type { LonLat } from '../../../domain/base/quantity.ts';
import { type Ground, walkableCellsInside } from '../../../domain/site/ground.ts';
import type { LineCounter } from '../../../domain/site/site.ts';
import type { AgentNight, NightTotals } from '../night/agent-night.ts';
import type { CheckpointSetting } from '../zone-graph/checkpoint-capacity.ts';
import { nearestGate } from './counter-arcs.ts';
import { LineCrossings } from './line-crossings.ts';
import type { BodyColumns, CheckpointQueue, RehearsedPeople } from './rehearsed-people.ts';
import { isSimulated } from './simulated-sensor.ts';

/** A watched line: one that bodies cross, or a gate where they come and go. */
type Line =
  | { readonly kind: 'crossed'; readonly index: number }
  | {
      readonly kind: 'gate';
      readonly gate: number;
      readonly direction: 'in' | 'out';
      /** Other counters may watch the same gate: each sees its part. */
      readonly share: number;
    };

/** Every person a body: cameras count bodies in their field of view, counters the bodies that cross their line. */
export class AgentPeople implements RehearsedPeople {
  readonly whole = true;
  readonly night: AgentNight;
  readonly #ground: Ground;
  readonly #patches: Uint32Array[] = [];
  readonly #lines: Line[] = [];
  readonly #crossings: LineCrossings;
  /** People on each grid cell, counted when somebody looks. */
  readonly #onCell: Uint16Array;
  #countedAt = -1;

  constructor(night: AgentNight) {
    this.night = night;
    this.#ground = night.ground;
    this.#crossings = new LineCrossings(night.ground.grid);
    this.#onCell = new Uint16Array(night.ground.grid.cols * night.ground.grid.rows);
  }

  get second(): number {
    return this.night.second;
  }

  async step(): Promise<void> {
    await this.night.advance(1);
    this.#crossings.count(this.night.people);
  }

  setCheckpoint(checkpoint: number, setting: CheckpointSetting): void {
    this.night.setCheckpoint(checkpoint, setting);
  }

  totals(): NightTotals {
    return this.night.totals();
  }

  get zonePeople(): Float64Array {
    return this.night.zonePeople;
  }

  addPatch(polygon: readonly (readonly LonLat[])[]): number {
    const cells = walkableCellsInside(this.#ground, polygon);
    return this.#patches.push(cells.map((walk) => this.#ground.gridCell[walk] ?? 0)) - 1;
  }

  areaM2(patch: number): number {
    return (this.#patches[patch]?.length ?? 0) * this.#ground.grid.cellM ** 2;
  }

  peopleIn(patch: number): number {
    this.#countCells();
    let people = 0;
    for (const cell of this.#patches[patch] ?? []) people += this.#onCell[cell] ?? 0;
    return people;
  }

  addLine(counter: LineCounter): number {
    return this.#lines.push(this.#gateLine(counter) ?? this.#crossedLine(counter)) - 1;
  }

  crossed(line: number): number {
    const watched = this.#lines[line];
    if (!watched) return 0;
    if (watched.kind === 'crossed') return this.#crossings.crossed(watched.index);
    const { gate, direction, share } = watched;
    return (this.night.gatesLastSecond[direction][gate] ?? 0) * share;
  }

  queues(): readonly CheckpointQueue[] {
    const { queues } = this.night;
    return this.#ground.site.checkpoints.map((_, index) => ({
      in: queues.in[index] ?? 0,
      out: queues.out[index] ?? 0,
    }));
  }

  bodies(): BodyColumns {
    return this.night.people;
  }

  save(): Uint8Array {
    return this.night.save();
  }

  async close(): Promise<void> {
    await this.night.close();
  }

  #crossedLine(counter: LineCounter): Line {
    const { metres } = this.#ground;
    const [a, b] = counter.line;
    return {
      kind: 'crossed',
      index: this.#crossings.add(metres.toLocal(a), metres.toLocal(b)),
    };
  }

  /** A counter at the edge of the world sees people appear and vanish at its gate: there is no other side to cross to. */
  #gateLine(counter: LineCounter): Line | undefined {
    const direction = counter.from === 'world' ? 'in' : counter.to === 'world' ? 'out' : undefined;
    if (direction === undefined) return undefined;
    const gate = nearestGate(counter, this.#ground);
    if (gate < 0) return undefined;
    const alike = this.#ground.site.sensors.filter(
      (sensor) =>
        isSimulated(sensor) &&
        sensor.kind === 'lineCounter' &&
        (direction === 'in' ? sensor.from === 'world' : sensor.to === 'world') &&
        nearestGate(sensor, this.#ground) === gate,
    );
    return { kind: 'gate', gate, direction, share: 1 / Math.max(1, alike.length) };
  }

  #countCells(): void {
    if (this.#countedAt === this.second) return;
    this.#countedAt = this.second;
    const { westM, southM, cols, rows, cellM } = this.#ground.grid;
    const onCell = this.#onCell.fill(0);
    const { count, x, y } = this.night.people;
    for (let k = 0; k < count; k++) {
      const col = Math.floor(((x[k] as number) - westM) / cellM);
      const row = Math.floor(((y[k] as number) - southM) / cellM);
      if (col < 0 || row < 0 || col >= cols || row >= rows) continue;
      const cell = row * cols + col;
      onCell[cell] = (onCell[cell] as number) + 1;
    }
  }
}
