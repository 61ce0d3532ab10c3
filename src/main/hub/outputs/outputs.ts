import { MINUTE, type Millis, SECOND } from '../../../domain/base/quantity.ts';
import { err, ok, type Result } from '../../../domain/base/result.ts';
import {
  type FeedHealth,
  type FeedState,
  playsRecording,
} from '../../../domain/session/delivery.ts';
import type { World } from '../../../domain/session/world.ts';
import type { Ground } from '../../../domain/site/ground.ts';
import { cotOut } from './cot-out.ts';
import type { Output, OutputLink, OutputReport } from './output.ts';
import type { OutputSettings } from './output-settings.ts';
import { pictureOf } from './picture.ts';

/** Every kind of output, by the name that settings use. */
const OUTPUTS: Readonly<Record<string, Output<unknown>>> = {
  [cotOut.kind]: cotOut as Output<unknown>,
};

/** Pictures go out at most this often, by the machine's clock, however fast a rehearsal runs. */
const LEAST_BETWEEN_MS: Millis = SECOND;

/** What outputs are made from. */
export interface OutputPlan {
  readonly settings: readonly OutputSettings[];
  readonly ground: Ground;
  /** True where the picture is not that of now: a rehearsal, or a recording played in. */
  readonly exercise: boolean;
  /** The session's clock, for what is shown. */
  readonly now: () => Millis;
  /** The machine's clock, for what is sent. */
  readonly wallNow: () => Millis;
}

/** Settings with their kind and its checked configuration; the error names the output, the field and what is wrong. */
function checkOutput(
  settings: OutputSettings,
): Result<{ readonly output: Output<unknown>; readonly config: unknown }> {
  const { output: id, adapter: kind, name: _name, alsoInRehearsal: _also, ...rest } = settings;
  const output = Object.hasOwn(OUTPUTS, kind) ? OUTPUTS[kind] : undefined;
  if (!output) {
    return err(`output ${id}: no kind "${kind}" (there are ${Object.keys(OUTPUTS).join(', ')})`);
  }
  const config = output.config.safeParse(rest);
  if (config.success) return ok({ output, config: config.data });
  const [issue] = config.error.issues;
  return err(`output ${id}: ${issue?.path.map(String).join('.') ?? ''}: ${issue?.message ?? ''}`);
}

/** The outputs of one session: what it tells other systems, and how that goes. */
export class Outputs {
  readonly #plan: OutputPlan;
  readonly #running: readonly RunningOutput[];
  readonly #abort = new AbortController();
  #publishedAt = Number.NEGATIVE_INFINITY;

  /** Throws in words on a configuration that cannot work. In an exercise only those run that are let to. */
  constructor(plan: OutputPlan) {
    this.#plan = plan;
    const allowed = plan.settings.filter((one) => !plan.exercise || one.alsoInRehearsal);
    const checked = plan.settings.map((settings) => {
      const found = checkOutput(settings);
      if (!found.ok) throw new Error(found.error);
      return { settings, ...found.value };
    });
    this.#running = checked
      .filter(({ settings }) => allowed.includes(settings))
      .map(({ settings, output, config }) => {
        const running = new RunningOutput(settings, plan.now);
        running.link = output.start(config, running.report, this.#abort.signal);
        return running;
      });
  }

  /** The world has moved on: hands the picture to every output, at most once a second. */
  publish(world: World): void {
    if (this.#running.length === 0 || this.#abort.signal.aborted) return;
    const now = this.#plan.wallNow();
    // A clock that is set back does not silence the outputs.
    const passed = Math.abs(now - this.#publishedAt);
    if (passed < LEAST_BETWEEN_MS * 0.9) return;
    this.#publishedAt = now;
    const exercise = this.#plan.exercise || playsRecording(world.feeds);
    const picture = pictureOf(this.#plan.ground, world, now, exercise);
    for (const { link, alsoInExercise } of this.#running) {
      if (!exercise || alsoInExercise) link?.publish(picture);
    }
  }

  /** How every output stands, as feeds do; `messages` are those sent, `refused` those that could not be. */
  states(): readonly FeedState[] {
    return this.#running.map((running) => running.state());
  }

  stop(): void {
    this.#abort.abort();
  }
}

/** One output with its account. */
class RunningOutput {
  link: OutputLink | undefined;
  readonly report: OutputReport;
  readonly #settings: OutputSettings;
  readonly #now: () => Millis;
  #sent = 0;
  #failed = 0;
  #sentAt: Millis | undefined;
  #recent: Millis[] = [];
  #isDown = false;
  #connection: string | undefined;
  #error: { readonly reason: string; readonly at: Millis } | undefined;

  constructor(settings: OutputSettings, now: () => Millis) {
    this.#settings = settings;
    this.#now = now;
    this.report = {
      sent: (messages) => {
        this.#sent += messages;
        this.#sentAt = now();
        for (let count = 0; count < messages; count++) this.#recent.push(this.#sentAt);
      },
      fail: (reason) => {
        this.#failed += 1;
        this.#error = { reason, at: now() };
      },
      connection: (state, words) => {
        this.#isDown = state === 'down';
        this.#connection = words;
      },
    };
  }

  get alsoInExercise(): boolean {
    return this.#settings.alsoInRehearsal;
  }

  state(): FeedState {
    const { output, adapter, name } = this.#settings;
    const now = this.#now();
    this.#recent = this.#recent.filter((at) => now - at < MINUTE);
    return {
      feed: output,
      adapter,
      name,
      health: this.#healthAt(now),
      messages: this.#sent,
      accepted: 0,
      duplicate: 0,
      late: 0,
      refused: this.#failed,
      perMin: this.#recent.length,
      ...(this.#sentAt === undefined ? {} : { lastMessageAt: this.#sentAt }),
      ...(this.#connection === undefined ? {} : { connection: this.#connection }),
      ...(this.#error ? { lastError: this.#error.reason, lastErrorAt: this.#error.at } : {}),
    };
  }

  #healthAt(now: Millis): FeedHealth {
    if (this.#isDown) return 'disconnected';
    const failedLast = this.#error !== undefined && this.#error.at >= (this.#sentAt ?? 0);
    if (failedLast && now - (this.#error?.at ?? 0) < MINUTE) return 'failing';
    return this.#sentAt === undefined ? 'waiting' : 'ok';
  }
}
