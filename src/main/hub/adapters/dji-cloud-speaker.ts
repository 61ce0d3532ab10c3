import { createHash, randomUUID } from 'node:crypto';
import type { DroneId } from '../../../domain/base/ids.ts';
import type { Millis } from '../../../domain/base/quantity.ts';
import { err, ok, type Result } from '../../../domain/base/result.ts';
import type {
  BroadcastMessage,
  BroadcastOrder,
  BroadcastStep,
} from '../../../domain/forces/broadcast.ts';
import type { AdapterOut } from './adapter.ts';
import type { SpeakerPlace } from './dji-cloud-aircraft.ts';
import { type Envelope, replySchema, type SpeakerProgress } from './dji-cloud-messages.ts';

/** A stored recording as the gateway fetches it. */
export interface Recording {
  readonly url: string;
  readonly md5: string;
}

/** What the loudspeakers of a feed need. */
export interface SpeakerOut {
  publish(topic: string, payload: Uint8Array): Promise<void>;
  readonly progress: AdapterOut['broadcastProgress'];
  now(): Millis;
  readonly recordings: Readonly<Record<string, Recording>>;
  /** A gateway that has not answered after this long will not. */
  readonly replyWithinMs: Millis;
  readonly signal: AbortSignal;
}

/** One order on its way. */
interface Run {
  readonly order: BroadcastOrder;
  readonly place: SpeakerPlace;
  readonly bid: string;
  /** By which the gateway names what it plays; undefined for a stop. */
  readonly md5: string | undefined;
  step: BroadcastStep;
  progressPct: number | undefined;
}

interface Service {
  readonly method: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** What it does, in words for a failure. */
  readonly words: string;
}

/** Orders of which progress may still come. */
const MOST_RUNS = 100;
/** Progress is passed on when it has moved by this much: the record needs no hundred lines a sentence. */
const PROGRESS_STEP_PCT = 10;

/**
 * Loudspeakers behind DJI gateways (DJI Cloud API, "PSDK function"). Volume and mode are set and confirmed before
 * anything plays. A newer order for the same drone ends the steps of an older one that are not yet sent, so that a
 * stop is never followed by what it was to stop.
 */
export class DjiSpeakers {
  readonly #out: SpeakerOut;
  readonly #runs = new Map<string, Run>();
  readonly #newest = new Map<DroneId, Run>();
  /** Waiting for replies, by tid. */
  readonly #waiting = new Map<string, (result: Result<void>) => void>();

  constructor(out: SpeakerOut) {
    this.#out = out;
    out.signal.addEventListener('abort', () => {
      for (const settle of [...this.#waiting.values()]) settle(err('the feed was stopped'));
    });
  }

  /** Resolves when the gateway took the order, or to why not, in words. */
  async send(order: BroadcastOrder, place: SpeakerPlace): Promise<Result<void>> {
    const services = servicesOf(order.message, place, this.#out.recordings);
    if (!services.ok) return services;
    const run: Run = {
      order,
      place,
      bid: randomUUID(),
      md5: md5Of(order.message, this.#out.recordings),
      step: 'ordered',
      progressPct: undefined,
    };
    this.#remember(run);
    for (const service of services.value) {
      if (this.#newest.get(order.drone) !== run) {
        return err('a later order to this drone came before it was played');
      }
      const done = await this.#call(run, service);
      if (!done.ok) return err(`${service.words}: ${done.error}`);
    }
    if (order.message.kind === 'stop') this.#advance(run, 'stopped');
    else if (run.step === 'sent') this.#advance(run, 'accepted');
    return ok(undefined);
  }

  /** Takes a services_reply in; false when nobody waits for it. */
  takeReply(envelope: Envelope): boolean {
    const settle = this.#waiting.get(envelope.tid);
    if (!settle) return false;
    const reply = replySchema.safeParse(envelope.data);
    if (!reply.success) settle(err('the gateway answered without a result'));
    else if (reply.data.result === 0) settle(ok(undefined));
    else settle(err(`the gateway refused it (DJI error ${reply.data.result})`));
    return true;
  }

  /** Takes a speaker's progress in; false when it is of no order of ours. */
  takeProgress(gateway: string, bid: string, progress: SpeakerProgress): boolean {
    const run = this.#runs.get(bid) ?? this.#runByContent(gateway, progress);
    if (!run || run.order.message.kind === 'stop') return false;
    const { result, output } = progress;
    if (result !== 0) {
      this.#advance(run, 'failed', { reason: `the drone reports DJI error ${result}` });
      return true;
    }
    const percent = output.progress?.percent;
    const more = percent === undefined ? {} : { progressPct: percent };
    if (output.status === 'in_progress') {
      this.#advance(run, output.progress?.step_key === 'play' ? 'playing' : 'accepted', more);
    } else if (output.status === 'ok' || output.status === 'success') {
      this.#advance(run, run.order.message.repeat ? 'playing' : 'finished', more);
    } else {
      this.#advance(run, 'failed', { reason: `the drone reports "${output.status}"` });
    }
    return true;
  }

  /** The drone says that its loudspeaker is idle: what was to repeat until it is stopped was stopped elsewhere. */
  takeIdle(drone: DroneId): void {
    const run = this.#newest.get(drone);
    if (run?.step !== 'playing' || run.order.message.kind === 'stop') return;
    if (!run.order.message.repeat) return;
    this.#advance(run, 'stopped', { reason: 'the drone reports that its loudspeaker is idle' });
  }

  #remember(run: Run): void {
    const [oldest] = this.#runs.keys();
    if (oldest !== undefined && this.#runs.size >= MOST_RUNS) this.#runs.delete(oldest);
    this.#runs.set(run.bid, run);
    this.#newest.set(run.order.drone, run);
  }

  #runByContent(gateway: string, { output }: SpeakerProgress): Run | undefined {
    return [...this.#newest.values()].find(
      ({ place, md5 }) =>
        place.gateway === gateway && place.psdkIndex === output.psdk_index && md5 === output.md5,
    );
  }

  #advance(
    run: Run,
    step: BroadcastStep,
    more: { readonly progressPct?: number; readonly reason?: string } = {},
  ): void {
    const { progressPct } = more;
    const moved =
      progressPct !== undefined &&
      Math.abs(progressPct - (run.progressPct ?? Number.NEGATIVE_INFINITY)) >= PROGRESS_STEP_PCT;
    if (step === run.step && !moved) return;
    run.step = step;
    run.progressPct = progressPct ?? run.progressPct;
    this.#out.progress(run.order, step, more);
  }

  async #call(run: Run, { method, data }: Service): Promise<Result<void>> {
    const { publish, now, replyWithinMs } = this.#out;
    const tid = randomUUID();
    const { gateway } = run.place;
    const message = { tid, bid: run.bid, timestamp: now(), gateway, method, data };
    const replied = new Promise<Result<void>>((resolve) => this.#waiting.set(tid, resolve));
    const timer = setTimeout(() => {
      const words = `no answer from ${gateway} within ${replyWithinMs / 1_000} s`;
      this.#waiting.get(tid)?.(err(words));
    }, replyWithinMs);
    publish(`thing/product/${gateway}/services`, Buffer.from(JSON.stringify(message))).then(
      () => {
        if (run.step === 'ordered') this.#advance(run, 'sent');
      },
      (error: unknown) => {
        const why = error instanceof Error ? error.message : String(error);
        this.#waiting.get(tid)?.(err(`not sent (${why})`));
      },
    );
    const result = await replied;
    clearTimeout(timer);
    this.#waiting.delete(tid);
    return result;
  }
}

/** What is asked of a gateway for a message, in order. */
function servicesOf(
  message: BroadcastMessage,
  { psdkIndex }: SpeakerPlace,
  recordings: SpeakerOut['recordings'],
): Result<readonly Service[]> {
  const psdk_index = psdkIndex;
  if (message.kind === 'stop') {
    return ok([{ method: 'speaker_play_stop', data: { psdk_index }, words: 'stopping' }]);
  }
  const play = playService(message, psdk_index, recordings);
  if (!play.ok) return play;
  return ok([
    {
      method: 'speaker_play_volume_set',
      data: { psdk_index, play_volume: message.volumePct },
      words: 'setting the volume',
    },
    {
      method: 'speaker_play_mode_set',
      data: { psdk_index, play_mode: message.repeat ? 1 : 0 },
      words: 'setting once or repeated',
    },
    play.value,
  ]);
}

function playService(
  message: Exclude<BroadcastMessage, { kind: 'stop' }>,
  psdk_index: number,
  recordings: SpeakerOut['recordings'],
): Result<Service> {
  if (message.kind === 'speech') {
    const md5 = md5OfText(message.text);
    const tts = { name: `anlan-${md5.slice(0, 8)}`, text: message.text, md5 };
    const data = { psdk_index, tts };
    return ok({ method: 'speaker_tts_play_start', data, words: 'speaking' });
  }
  const recording = recordings[message.recording];
  if (!recording) return err(`this feed has no recording "${message.recording}"`);
  const file = { name: message.recording, url: recording.url, md5: recording.md5, format: 'pcm' };
  const data = { psdk_index, file };
  return ok({ method: 'speaker_audio_play_start', data, words: 'playing the recording' });
}

function md5Of(
  message: BroadcastMessage,
  recordings: SpeakerOut['recordings'],
): string | undefined {
  if (message.kind === 'stop') return undefined;
  if (message.kind === 'speech') return md5OfText(message.text);
  return recordings[message.recording]?.md5;
}

/** The documentation names what is played by the MD5 of its content; it protects nothing. */
function md5OfText(text: string): string {
  return createHash('md5').update(text).digest('hex');
}
