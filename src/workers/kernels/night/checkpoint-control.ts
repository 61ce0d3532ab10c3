import { must } from '../../../domain/base/assert.ts';
import type { LocalPolygon } from '../../../domain/geo/polygon.ts';
import type { Site } from '../../../domain/site/site.ts';
import { waveIsGreen } from '../zone-graph/checkpoint-capacity.ts';
import type { NightCheckpointSetting } from './agent-night.ts';
import type { CheckpointGap } from './checkpoint-gaps.ts';
import { VALVE } from './way-solver.ts';

/** People a minute and lane when a metered checkpoint's order names no rate; as on the graph of zones. */
const METERED_PER_MIN_LANE = 25;

interface Order {
  readonly second: number;
  readonly checkpoint: number;
  readonly setting: NightCheckpointSetting;
}

/** The checkpoints of a night: how they are set, whom they let through, and what has passed. */
export class CheckpointControl {
  readonly settings: NightCheckpointSetting[];
  readonly passed: { readonly in: Uint32Array; readonly out: Uint32Array };
  readonly queues: { readonly in: Uint32Array; readonly out: Uint32Array };
  readonly #gaps: readonly CheckpointGap[];
  /** People that each metered one may still let in now, a real number. */
  readonly #allowance: Float64Array;
  /** Orders whose time has not come, in the order of their times. */
  #pending: Order[] = [];

  constructor(site: Site, gaps: readonly CheckpointGap[]) {
    const column = () => new Uint32Array(gaps.length);
    this.#gaps = gaps;
    this.settings = site.checkpoints.map(({ mode }) => ({ mode }));
    this.passed = { in: column(), out: column() };
    this.queues = { in: column(), out: column() };
    this.#allowance = new Float64Array(gaps.length).fill(1);
  }

  /** Takes an order; those of one second count in the order in which they came. */
  order(order: Order): void {
    this.#pending.push(order);
    this.#pending.sort((a, b) => a.second - b.second);
  }

  /** Sets what is due; true when a setting changed. */
  move(second: number): boolean {
    let changed = false;
    while (this.#pending[0] !== undefined && this.#pending[0].second <= second) {
      const { checkpoint, setting } = must(this.#pending.shift(), 'the order due');
      this.settings[checkpoint] = setting;
      changed = true;
    }
    return changed;
  }

  /** Which way each gap lets routes through, as VALVE says. */
  lets(blocked: Uint8Array): Uint8Array {
    return Uint8Array.from(this.settings, ({ mode }, gap) => {
      if (blocked[gap] === 1 || mode === 'closed') return VALVE.closed;
      if (mode === 'oneWayIn') return VALVE.inwards;
      return mode === 'oneWayOut' ? VALVE.outwards : VALVE.both;
    });
  }

  /** What stands across the ways. */
  beams(blocked: Uint8Array): readonly LocalPolygon[] {
    const lets = this.lets(blocked);
    return this.#gaps.flatMap(({ beam }, gap) => (lets[gap] === VALVE.closed ? [beam] : []));
  }

  /** Whether those who come in are held before the line, to be let through one by one or in a wave. */
  holds(gap: number, second: number): boolean {
    const mode = this.settings[gap]?.mode;
    return mode === 'metered' || (mode === 'waveRelease' && !waveIsGreen(second));
  }

  /** How many of those who are held may go in this second. */
  grants(gap: number, held: number, second: number): number {
    if (!this.holds(gap, second)) return held;
    const { mode, meteredPerMinLane } = must(this.settings[gap], 'setting');
    if (mode !== 'metered') return 0;
    const { lanes } = must(this.#gaps[gap], 'gap');
    const perS = (lanes * (meteredPerMinLane ?? METERED_PER_MIN_LANE)) / 60;
    const allowance = (this.#allowance[gap] as number) + perS;
    const granted = Math.min(held, Math.floor(allowance));
    // Who comes to an idle checkpoint finds one place saved up, not a minute's.
    this.#allowance[gap] = Math.min(allowance - granted, Math.max(1, perS));
    return granted;
  }

  save(): { settings: readonly NightCheckpointSetting[]; pending: readonly Order[] } {
    return { settings: this.settings, pending: this.#pending };
  }

  restore(saved: ReturnType<CheckpointControl['save']>): void {
    this.settings.splice(0, this.settings.length, ...saved.settings);
    this.#pending = [...saved.pending];
  }

  /** In this order in a saved state. */
  get columns(): readonly (Float64Array | Uint32Array)[] {
    return [this.#allowance, this.passed.in, this.passed.out, this.queues.in, this.queues.out];
  }
}
