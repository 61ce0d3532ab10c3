import { randomUUID } from 'node:crypto';
import { rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { must } from '../../../domain/base/assert.ts';
import type { OrderId, SessionId } from '../../../domain/base/ids.ts';
import type { Millis } from '../../../domain/base/quantity.ts';
import { err, ok, type Result } from '../../../domain/base/result.ts';
import type { NightScenario } from '../../../domain/plan/night-scenario.ts';
import {
  type NightScript,
  nightClock,
  parseNightScript,
} from '../../../domain/plan/night-script.ts';
import { expectedPeople } from '../../../domain/rehearsal/expected-people.ts';
import type { RunFigures } from '../../../domain/rehearsal/run-figures.ts';
import { CROWD_MODELS, type RehearsalOrigin } from '../../../domain/session/rehearsal-state.ts';
import type { TransportState } from '../../../domain/session/source-kind.ts';
import { type Site, siteSchema } from '../../../domain/site/site.ts';
import { localTime } from '../../../domain/time/local-time.ts';
import type { InputOf, OutputOf } from '../../../domain/wire/contract.ts';
import type { ForkChange } from '../../../domain/wire/rehearsal-contract.ts';
import type { Documents } from '../../../workers/record-port.ts';
import type { HostedOptions, openHosted, RunningSession } from '../open-hosted.ts';
import { RunsFolder } from '../runs/runs-folder.ts';
import type { Session } from '../session.ts';
import type { SessionHost } from '../session-host.ts';
import { newEventFile } from './event-file-name.ts';
import { freeBytes } from './free-bytes.ts';
import { giveOrder } from './give-order.ts';
import type { RehearsalDesk } from './rehearsal-desk.ts';
import { readScenarios, scenarioPlan } from './scenario-plan.ts';

/** What rehearsals are opened with. */
export interface RehearsalsOptions {
  readonly host: SessionHost;
  /** The hub's own event file: the others are made beside it. */
  readonly eventFile: string;
  readonly open: typeof openHosted;
  /** All desks of the hub, this one among them. */
  readonly desks: () => HostedOptions['desks'];
  readonly broker: HostedOptions['broker'];
  readonly log: {
    warn(message: string): void;
    error(error: unknown, message: string): void;
  };
  readonly wallNow: () => Date;
}

/** The plan of a rehearsal: site and script as documents, checked. */
interface Plan {
  readonly documents: Documents;
  readonly site: Site;
  readonly script: NightScript;
  readonly scenarios: readonly NightScenario[];
}

/** Opens rehearsals beside the hub's own session, each with threads and an event file of its own. */
export class Rehearsals implements RehearsalDesk {
  readonly #options: RehearsalsOptions;
  readonly #running = new Map<SessionId, RunningSession>();
  readonly #runs: RunsFolder;
  #main: RunningSession | undefined;

  constructor(options: RehearsalsOptions) {
    this.#options = options;
    this.#runs = new RunsFolder(path.join(path.dirname(options.eventFile), 'runs'));
  }

  /** The hub's own session: its documents are the plan that is rehearsed. */
  setMain(main: RunningSession): void {
    this.#main = main;
    this.#running.set(main.session.id, main);
  }

  options({
    scenario,
    changes = [],
  }: InputOf<'rehearsal.options'>): Result<OutputOf<'rehearsal.options'>> {
    const plan = this.#plan();
    if (!plan.ok) return plan;
    const changed = scenarioPlan(plan.value, scenario, changes);
    if (!changed.ok) return changed;
    const { script } = changed.value;
    const { startsAt, endsAt } = nightClock(script);
    const { name, seed } = script;
    return ok({
      models: CROWD_MODELS,
      script: name,
      scenarios: plan.value.scenarios.map(({ id, name: of, happenings }) => ({
        id,
        name: of,
        agentsOnly: happenings.length > 0,
      })),
      expected: expectedPeople(script),
      seed,
      startsAt,
      endsAt,
    });
  }

  plan(): Result<Plan> {
    return this.#plan();
  }

  async start(input: InputOf<'rehearsal.start'>): Promise<Result<SessionId>> {
    const { model, seed, speed, scenario, label } = input;
    const plan = this.#plan();
    if (!plan.ok) return plan;
    const changed = scenarioPlan(plan.value, scenario, input.changes, model);
    if (!changed.ok) return changed;
    const { site, script, changes } = changed.value;
    const documents = {
      ...plan.value.documents,
      'site.json': JSON.stringify(site),
      'night.json': JSON.stringify(script),
    };
    const origin = { model, changes, ...(label === '' ? {} : { label }) };
    const opened = await this.#open(documents, { clock: 'wall', seed, speed, origin }, label);
    return opened.ok ? ok(opened.value.session.id) : opened;
  }

  async fork(
    of: SessionId,
    { changes, label }: InputOf<'rehearsal.fork'>,
    by: string,
  ): Promise<Result<SessionId>> {
    const parent = this.#running.get(of);
    const rehearsal = parent?.session.rehearsal;
    if (!parent || !rehearsal) return err(NO_REHEARSAL);
    const unknown = changes.find(({ checkpoint }) => !parent.session.world.checkpoints[checkpoint]);
    if (unknown) return err(`there is no checkpoint "${unknown.checkpoint}"`);
    // Both go on from the same instant.
    return this.#whileStanding(parent, async ({ speed, playing }) => {
      const from = await rehearsal.capture();
      const hour = localTime(from.at, parent.session.ground.site.timeZone).slice(11, 16);
      const origin: RehearsalOrigin = {
        model: rehearsal.model,
        ...(label === '' ? {} : { label }),
        changes: [...rehearsal.origin.changes, ...changes.map((each) => changeText(each, hour))],
        forkOf: of,
        forkedAt: from.at,
      };
      const settings = { clock: 'wall' as const, seed: rehearsal.seed, speed, origin, from };
      const opened = await this.#open(parent.documents, settings, label);
      if (!opened.ok) return opened;
      const { session } = opened.value;
      for (const change of changes) {
        const order = { ...change, order: `fork-${randomUUID()}` as OrderId };
        if (await giveOrder(session, order, by)) continue;
        await this.#options.host.close(session.id, 'its changes could not be recorded');
        return err('the changes of the fork could not be recorded');
      }
      setTransport(session, { playing, speed });
      return ok(session.id);
    });
  }

  /** Pauses a running rehearsal until the work is done; it then goes on at the speed that it has been given meanwhile. */
  async #whileStanding<T>(
    { session }: RunningSession,
    work: (before: TransportState) => Promise<T>,
  ): Promise<T> {
    const state = () => must(session.source.transport, 'a transport').state();
    const before = state();
    if (!before.playing) return await work(before);
    setTransport(session, { ...before, playing: false });
    try {
      return await work(before);
    } finally {
      if (this.#running.has(session.id)) setTransport(session, { ...state(), playing: true });
    }
  }

  async jump(session: SessionId, to: Millis, by: string): Promise<Result<Millis>> {
    const rehearsal = this.#running.get(session)?.session.rehearsal;
    return rehearsal ? await rehearsal.jump(to, by) : err(NO_REHEARSAL);
  }

  async figures(session: SessionId): Promise<Result<RunFigures>> {
    const figures = await this.#running.get(session)?.session.rehearsal?.figures();
    return figures ? ok(figures) : err(NO_REHEARSAL);
  }

  #open(
    documents: Documents,
    settings: Omit<HostedOptions['settings'], 'source'>,
    label: string,
  ): Promise<Result<RunningSession>> {
    return this.#options.host.withRoom(() => this.#openBeside(documents, settings, label));
  }

  async #openBeside(
    documents: Documents,
    settings: Omit<HostedOptions['settings'], 'source'>,
    label: string,
  ): Promise<Result<RunningSession>> {
    const { host, log, eventFile, wallNow } = this.#options;
    const folder = path.dirname(eventFile);
    const free = await freeBytes(folder);
    if (free < LEAST_FREE_BYTES) {
      return err(
        `only ${(free / 1e9).toFixed(1)} GB are free in ${folder}: a rehearsal needs 1 GB, and the live record must go on; delete old rehearsals first`,
      );
    }
    const file = await newEventFile(folder, label, wallNow());
    let id: SessionId | undefined;
    const opened = await this.#options.open({
      eventFile: file,
      documents,
      settings: { ...settings, source: 'rehearsal' },
      ...(label === '' ? {} : { name: label }),
      isBeside: true,
      broker: this.#options.broker,
      desks: this.#options.desks(),
      warn: (message) => log.warn(message),
      onError: (error) => log.error(error, `rehearsal ${path.basename(file)}`),
      onDeath: (error, thread) => {
        log.error(error, `${thread} of rehearsal ${path.basename(file)} died: it has ended`);
        if (id) void host.close(id, `${thread} died`);
      },
    });
    if (!opened.ok) {
      await removeEmpty(file);
      return opened;
    }
    const running = opened.value;
    id = running.session.id;
    this.#running.set(id, running);
    host.add({
      ...running,
      close: async (reason) => {
        this.#running.delete(running.session.id);
        await this.#keepFigures(running);
        await running.session.rehearsal?.tidy().catch(() => undefined);
        await running.close(reason);
      },
    });
    return ok(running);
  }

  /** What a rehearsal came to is kept when it is closed, to be compared with others. */
  async #keepFigures({ session }: RunningSession): Promise<void> {
    try {
      const figures = await session.rehearsal?.figures();
      const isWorthKeeping = figures && figures.span.until > figures.span.from;
      if (isWorthKeeping) await this.#runs.write(figures);
    } catch (error) {
      this.#options.log.error(error, 'the figures of a rehearsal could not be kept');
    }
  }

  /** The plan of the hub's own event, without the squares that its feeds add to the site. */
  #plan(): Result<Plan> {
    if (!this.#main) return err('the hub is still opening');
    const { documents, event } = this.#main;
    const text = documents['site.json'];
    const site = siteSchema.safeParse(text === undefined ? undefined : JSON.parse(text));
    if (!site.success) return err('the event has no site.json that can be read');
    const script = parseNightScript(event.night, site.data);
    if (!script.ok) return script;
    const plan = { site: site.data, script: script.value };
    const scenarios = readScenarios(documents, plan);
    return scenarios.ok ? ok({ ...plan, documents, scenarios: scenarios.value }) : scenarios;
  }
}

/** With less free no rehearsal begins: the hub's own record must not run out of disk for it. */
const LEAST_FREE_BYTES = 1e9;

const NO_REHEARSAL = 'this session is no rehearsal';

/** As a plan says it: from the minute of the fork on, so that a plan made of it does not begin with it. */
function changeText({ checkpoint, mode, meteredPerMinLane }: ForkChange, hour: string): string {
  // A rate makes a checkpoint metered: one line, since a second one at the same minute would take its place.
  return meteredPerMinLane === undefined
    ? `checkpoint.${checkpoint}.mode@${hour}=${mode}`
    : `checkpoint.${checkpoint}.meteredPerMinLane@${hour}=${meteredPerMinLane}`;
}

function setTransport(session: Session, transport: TransportState): void {
  session.source.transport?.set(transport);
  session.note({ kind: 'transport', payload: transport, audience: 'all' });
}

/** Takes back a name that nothing was written under. */
async function removeEmpty(file: string): Promise<void> {
  const found = await stat(file).catch(() => undefined);
  if (found?.size === 0) await rm(file, { force: true });
}
