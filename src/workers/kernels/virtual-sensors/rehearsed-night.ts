import type { CheckpointId } from '../../../domain/base/ids.ts';
import { type Millis, SECOND } from '../../../domain/base/quantity.ts';
import { type NightScript, parseNightScript } from '../../../domain/plan/night-script.ts';
import type { RunFigures } from '../../../domain/rehearsal/run-figures.ts';
import type { TruthReport } from '../../../domain/session/entry.ts';
import type { CrowdModel } from '../../../domain/session/rehearsal-state.ts';
import { buildGround, type Ground } from '../../../domain/site/ground.ts';
import type { Site } from '../../../domain/site/site.ts';
import type {
  CheckpointCommand,
  Rehearsed,
  RunName,
  SimulatedMessage,
} from '../../rehearse-port.ts';
import { compileNight, type NightPlan, phaseAt } from '../zone-graph/night-plan.ts';
import { DroneFlight } from './drone-flight.ts';
import { NightFigures } from './night-figures.ts';
import { type NarrowedCheckpoint, openPeople } from './open-people.ts';
import type { RehearsedPeople } from './rehearsed-people.ts';
import { fingerprintOf, packNight, unpackNight } from './saved-night.ts';
import { SensorArray } from './sensor-array.ts';
import { type TelecomFeed, TelecomSender } from './telecom-sender.ts';
import { UnitWalk } from './unit-walk.ts';

const COUNTS_FEED = 'rehearsal-counts';
const DRONES_FEED = 'rehearsal-mavlink';
const UNITS_FEED = 'rehearsal-units';
/** Trackers report this often, seconds. */
const UNITS_EVERY_S = 5;

/** What a rehearsed night is opened from. */
export interface RehearsedNightOptions {
  readonly site: Site;
  /** The script, still to be checked. */
  readonly script: unknown;
  readonly seed: number;
  /** Default `zoneGraph`. */
  readonly model?: CrowdModel | undefined;
  /** Of the simulator, for agents; default 1. */
  readonly threads?: number | undefined;
  /** Clear widths of checkpoints that are no longer those of the ground. */
  readonly widths?: readonly NarrowedCheckpoint[] | undefined;
  /** Telecom grids that it plays into. */
  readonly grids?: readonly TelecomFeed[] | undefined;
  /** How the run is called in its figures; absent: no figures are kept. */
  readonly run?: RunName | undefined;
  /** Goes on from what `save` gave for the same site, script, seed and model. */
  readonly saved?: Uint8Array | undefined;
}

interface Parts {
  readonly ground: Ground;
  readonly script: NightScript;
  readonly night: NightPlan;
  readonly people: RehearsedPeople;
  readonly grids: readonly TelecomFeed[];
  readonly seed: number;
  readonly fingerprint: string;
  readonly figures: NightFigures | undefined;
}

/**
 * A rehearsed night: the simulated people, and the simulated sensors, drones and units that alone see them.
 * Everything in it follows from (site, script, seed, model, commands).
 */
export class RehearsedNight {
  readonly startsAt: Millis;
  readonly endsAt: Millis;
  readonly people: RehearsedPeople;
  readonly ground: Ground;
  readonly script: NightScript;
  readonly #fingerprint: string;
  readonly #night: NightPlan;
  readonly #sensors: SensorArray;
  readonly #drones: readonly DroneFlight[];
  readonly #units: readonly UnitWalk[];
  readonly #telecoms: readonly TelecomSender[];
  readonly #figures: NightFigures | undefined;
  readonly #checkpoints: ReadonlyMap<CheckpointId, number>;
  readonly #encoder = new TextEncoder();
  /** Commands whose time has not come, in the order of their times. */
  #pending: CheckpointCommand[] = [];
  #phaseDue: Rehearsed['phase'];

  /** Opens a night; rejects with the field's name where the script cannot be used. */
  static async open(options: RehearsedNightOptions): Promise<RehearsedNight> {
    const { site, seed, model = 'zoneGraph', threads = 1, grids = [] } = options;
    const script = parseNightScript(options.script, site);
    if (!script.ok) throw new Error(script.error);
    const ground = buildGround(site);
    const night = compileNight(script.value, ground);
    const fingerprint = fingerprintOf(site, script.value, seed, model);
    const saved = options.saved && unpackNight(options.saved, fingerprint);
    const people = await openPeople({
      model,
      ground,
      script: script.value,
      night,
      seed,
      threads,
      widths: options.widths ?? [],
      saved: saved?.people,
    });
    const figures =
      options.run &&
      new NightFigures({
        run: options.run,
        ground,
        script: script.value,
        night,
        people,
        seed,
        saved: saved?.figures,
      });
    const parts = {
      ground,
      script: script.value,
      night,
      people,
      grids,
      seed,
      fingerprint,
      figures,
    };
    const opened = new RehearsedNight(parts);
    if (!saved) return opened;
    opened.#sensors.restore(saved.sensors);
    opened.#drones.forEach((drone, index) => {
      const flight = saved.drones[index];
      if (flight) drone.restore(flight);
    });
    opened.#units.forEach((unit, index) => {
      const walk = saved.units[index];
      if (walk) unit.restore(walk);
    });
    opened.#telecoms.forEach((telecom, index) => {
      const remembered = saved.telecoms[index];
      if (remembered) telecom.restore(remembered);
    });
    opened.#pending = [...saved.pending];
    opened.#phaseDue = undefined;
    return opened;
  }

  private constructor(parts: Parts) {
    const { ground, script, night, people, grids, seed } = parts;
    const { site, metres } = ground;
    const { clock } = night;
    this.startsAt = clock.startsAt;
    this.endsAt = clock.endsAt;
    this.ground = ground;
    this.script = script;
    this.people = people;
    this.#fingerprint = parts.fingerprint;
    this.#figures = parts.figures;
    this.#night = night;
    this.#sensors = new SensorArray(ground, people, script.sensors, clock, seed);
    this.#drones = script.drones.map((plan) => new DroneFlight(plan, metres, clock, seed));
    this.#units = (script.units ?? []).map((plan) => new UnitWalk(plan, metres, clock, seed));
    this.#telecoms = grids.map(
      (plan) => new TelecomSender(plan, site, people, script.sensors.telecom, clock, seed),
    );
    this.#checkpoints = new Map(site.checkpoints.map(({ id }, index) => [id, index]));
    this.#phaseDue = this.#phaseNow();
  }

  get time(): Millis {
    return this.startsAt + this.people.second * SECOND;
  }

  /** Takes a command; one whose time has passed takes effect with the next second. */
  command(command: CheckpointCommand): void {
    if (!this.#checkpoints.has(command.checkpoint)) {
      throw new Error(`no checkpoint "${command.checkpoint}" on the site ${this.ground.site.id}`);
    }
    // A night that is taken up again holds the newest orders already.
    if (this.#pending.some((known) => isSame(known, command))) return;
    this.#pending.push(command);
    this.#pending.sort((a, b) => a.at - b.at);
  }

  /** Moves on to `time` without a word: everything happens, nothing is sent, phases count as told. */
  async skipTo(time: Millis): Promise<void> {
    while (this.time < Math.min(time, this.endsAt)) {
      await this.#step();
      this.#look(() => undefined);
      this.#phaseDue = undefined;
    }
  }

  /** Moves on to `time`, at most to the end of the night; nothing happens where it lies in the past. */
  async advance(time: Millis): Promise<Rehearsed> {
    if (!Number.isInteger((time - this.startsAt) / SECOND)) {
      throw new Error(`the rehearsal moves in whole seconds, and ${time} is none of its own`);
    }
    const messages: SimulatedMessage[] = [];
    while (this.time < Math.min(time, this.endsAt)) {
      await this.#step();
      this.#look((feed, text) => {
        messages.push({ feed, sentAt: this.time, body: this.#encoder.encode(text) });
      });
    }
    const phase = this.#phaseDue;
    this.#phaseDue = undefined;
    return { time: this.time, messages, truth: this.truth(), ...(phase ? { phase } : {}) };
  }

  /** What no sensor knows. */
  truth(): TruthReport {
    const { area, outside, visits } = this.people.totals();
    const { zonePeople } = this.people;
    return {
      at: this.time,
      areaPeople: area,
      visits,
      outsidePeople: outside,
      zones: this.ground.leaves.map(({ id }, zone) => ({
        zone: id,
        people: zonePeople[zone] ?? 0,
      })),
    };
  }

  /** The whole night at this second: `open` with it goes on to the same bytes. */
  save(): Uint8Array {
    return packNight(this.#fingerprint, {
      people: this.people.save(),
      sensors: this.#sensors.save(),
      drones: this.#drones.map((drone) => drone.save()),
      units: this.#units.map((unit) => unit.save()),
      telecoms: this.#telecoms.map((telecom) => telecom.save()),
      pending: this.#pending,
      figures: this.#figures?.save(),
    });
  }

  /** The figures of the run so far; undefined where none are kept. */
  figures(): RunFigures | undefined {
    return this.#figures?.read(this.time >= this.endsAt);
  }

  async close(): Promise<void> {
    await this.people.close();
  }

  async #step(): Promise<void> {
    while (this.#pending[0] && this.#pending[0].at <= this.time) {
      const command = this.#pending.shift();
      if (!command) break;
      const { checkpoint, mode, meteredPerMinLane } = command;
      this.#figures?.noteOrder(this.time, command);
      this.people.setCheckpoint(this.#checkpoints.get(checkpoint) ?? -1, {
        mode,
        ...(meteredPerMinLane === undefined ? {} : { meteredPerMinLane }),
      });
    }
    await this.people.step();
    this.#figures?.look();
    for (const drone of this.#drones) drone.step(this.people.second);
    for (const unit of this.#units) unit.step(this.people.second);
    this.#phaseDue = this.#phaseNow() ?? this.#phaseDue;
  }

  /** Everybody who sees something looks; what they would send goes to `send`. */
  #look(send: (feed: string, text: string) => void): void {
    const { second } = this.people;
    const readings = this.#sensors.look(this.time);
    if (readings.length > 0) send(COUNTS_FEED, JSON.stringify(readings));
    for (const drone of this.#drones) {
      send(DRONES_FEED, JSON.stringify(drone.report(second, this.time)));
    }
    if (this.#units.length > 0 && second % UNITS_EVERY_S === 0) {
      send(UNITS_FEED, this.#units.map((unit) => unit.report(this.time)).join('\n'));
    }
    for (const telecom of this.#telecoms) {
      const message = telecom.look();
      if (message !== undefined) send(telecom.feed, message);
    }
  }

  #phaseNow(): Rehearsed['phase'] {
    const found = phaseAt(this.#night, this.people.second);
    return found ? { phase: found.phase, reason: found.reason } : undefined;
  }
}

function isSame(a: CheckpointCommand, b: CheckpointCommand): boolean {
  return (
    a.at === b.at &&
    a.checkpoint === b.checkpoint &&
    a.mode === b.mode &&
    a.meteredPerMinLane === b.meteredPerMinLane
  );
}
