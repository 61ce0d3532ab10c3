import type { CheckpointId } from '../../../domain/base/ids.ts';
import { type Millis, SECOND } from '../../../domain/base/quantity.ts';
import { parseNightScript } from '../../../domain/plan/night-script.ts';
import type { TruthReport } from '../../../domain/session/entry.ts';
import { buildGround, type Ground } from '../../../domain/site/ground.ts';
import type { Site } from '../../../domain/site/site.ts';
import type { CheckpointCommand, Rehearsed, SimulatedMessage } from '../../rehearse-port.ts';
import { Crowd } from '../zone-graph/crowd.ts';
import { compileNight, type NightPlan, phaseAt } from '../zone-graph/night-plan.ts';
import { Spread } from '../zone-graph/spread.ts';
import { DroneFlight } from './drone-flight.ts';
import { SensorArray } from './sensor-array.ts';

const COUNTS_FEED = 'rehearsal-counts';
const DRONES_FEED = 'rehearsal-mavlink';

/**
 * A rehearsed night: the simulated crowd, and the simulated sensors and drones that alone see it.
 * Everything in it follows from (site, script, seed, commands).
 */
export class RehearsedNight {
  readonly startsAt: Millis;
  readonly endsAt: Millis;
  readonly #ground: Ground;
  readonly #night: NightPlan;
  readonly #crowd: Crowd;
  readonly #sensors: SensorArray;
  readonly #drones: readonly DroneFlight[];
  readonly #checkpoints: ReadonlyMap<CheckpointId, number>;
  readonly #encoder = new TextEncoder();
  /** Commands whose time has not come, in the order of their times. */
  #pending: CheckpointCommand[] = [];
  #phaseDue: Rehearsed['phase'];

  /** Throws with the field's name where the script cannot be used. */
  constructor(site: Site, document: unknown, seed: number) {
    const script = parseNightScript(document, site);
    if (!script.ok) throw new Error(script.error);
    const ground = buildGround(site);
    const night = compileNight(script.value, ground);
    const crowd = new Crowd(ground, night, seed);
    const spread = new Spread(ground, night.pulls);
    const { sensors, drones } = script.value;
    this.startsAt = night.clock.startsAt;
    this.endsAt = night.clock.endsAt;
    this.#ground = ground;
    this.#night = night;
    this.#crowd = crowd;
    this.#sensors = new SensorArray(ground, crowd, spread, sensors, night.clock, seed);
    this.#drones = drones.map((plan) => new DroneFlight(plan, ground.metres, night.clock, seed));
    this.#checkpoints = new Map(site.checkpoints.map(({ id }, index) => [id, index]));
    this.#phaseDue = this.#phaseNow();
  }

  get time(): Millis {
    return this.startsAt + this.#crowd.second * SECOND;
  }

  /** Takes a command; one whose time has passed takes effect with the next second. */
  command(command: CheckpointCommand): void {
    if (!this.#checkpoints.has(command.checkpoint)) {
      throw new Error(`no checkpoint "${command.checkpoint}" on the site ${this.#ground.site.id}`);
    }
    this.#pending.push(command);
    this.#pending.sort((a, b) => a.at - b.at);
  }

  /** Moves on to `time` without a word: everything happens, nothing is sent, phases count as told. */
  skipTo(time: Millis): void {
    while (this.time < Math.min(time, this.endsAt)) {
      this.#step();
      this.#sensors.look(this.#crowd, this.time);
      for (const drone of this.#drones) drone.report(this.#crowd.second, this.time);
      this.#phaseDue = undefined;
    }
  }

  /** Moves on to `time`, at most to the end of the night; nothing happens where it lies in the past. */
  advance(time: Millis): Rehearsed {
    if (!Number.isInteger((time - this.startsAt) / SECOND)) {
      throw new Error(`the rehearsal moves in whole seconds, and ${time} is none of its own`);
    }
    const messages: SimulatedMessage[] = [];
    while (this.time < Math.min(time, this.endsAt)) {
      this.#step();
      const readings = this.#sensors.look(this.#crowd, this.time);
      if (readings.length > 0) messages.push(this.#message(COUNTS_FEED, readings));
      for (const drone of this.#drones) {
        messages.push(this.#message(DRONES_FEED, drone.report(this.#crowd.second, this.time)));
      }
    }
    const phase = this.#phaseDue;
    this.#phaseDue = undefined;
    return { time: this.time, messages, truth: this.truth(), ...(phase ? { phase } : {}) };
  }

  /** What no sensor knows. */
  truth(): TruthReport {
    const { area, outside, visits } = this.#crowd.totals();
    const people = this.#crowd.zonePeople;
    return {
      at: this.time,
      areaPeople: area,
      visits,
      outsidePeople: outside,
      zones: this.#ground.leaves.map(({ id }, zone) => ({ zone: id, people: people[zone] ?? 0 })),
    };
  }

  #step(): void {
    while (this.#pending[0] && this.#pending[0].at <= this.time) {
      const command = this.#pending.shift();
      if (!command) break;
      const { checkpoint, mode, meteredPerMinLane } = command;
      this.#crowd.setCheckpoint(this.#checkpoints.get(checkpoint) ?? -1, {
        mode,
        ...(meteredPerMinLane === undefined ? {} : { meteredPerMinLane }),
      });
    }
    this.#crowd.step();
    for (const drone of this.#drones) drone.step(this.#crowd.second);
    this.#phaseDue = this.#phaseNow() ?? this.#phaseDue;
  }

  #phaseNow(): Rehearsed['phase'] {
    const found = phaseAt(this.#night, this.#crowd.second);
    return found ? { phase: found.phase, reason: found.reason } : undefined;
  }

  #message(feed: string, content: object): SimulatedMessage {
    return { feed, sentAt: this.time, body: this.#encoder.encode(JSON.stringify(content)) };
  }
}
