import type { DroneId, OrderId } from '../../domain/base/ids.ts';
import {
  type BroadcastMessage,
  type BroadcastState,
  LONGEST_SPEECH,
} from '../../domain/forces/broadcast.ts';
import { playsRecording } from '../../domain/session/delivery.ts';
import type { World } from '../../domain/session/world.ts';
import { RpcError } from '../../domain/wire/rpc.ts';
import type { Language } from '../i18n/language.ts';
import { type Translate, wordsOf } from '../i18n/translate.ts';
import type { WordKey } from '../i18n/zh.ts';
import { isUnanswered } from '../link/link-lost.ts';

/** Sentences that are at hand, in both languages. */
export const PRESETS = ['slow', 'stop', 'exit', 'water', 'lost'] as const;
export type Preset = (typeof PRESETS)[number];

export const DEFAULT_VOLUME_PCT = 70;
export const VOLUME_STEP_PCT = 5;

/** What the commander has chosen so far. */
export interface BroadcastDraft {
  /** What is to be said; kept while a recording is chosen. */
  readonly text: string;
  /** In which the sentences at hand are offered. */
  readonly presetsIn: Language;
  /** A recording of the drone's feed, said in place of the text. */
  readonly recording: string | undefined;
  readonly volumePct: number;
  readonly repeat: boolean;
}

export const EMPTY_DRAFT: BroadcastDraft = {
  text: '',
  presetsIn: 'zh',
  recording: undefined,
  volumePct: DEFAULT_VOLUME_PCT,
  repeat: false,
};

/** A preset in the language in which it will be spoken, whatever language the screen has. */
export function presetText(preset: Preset, language: Language): string {
  return wordsOf(language)(`broadcast.preset.${preset}`);
}

/** The message that a draft stands for; undefined while it says nothing. */
export function messageOf(draft: BroadcastDraft): BroadcastMessage | undefined {
  const { recording, volumePct, repeat } = draft;
  if (recording !== undefined) return { kind: 'recording', recording, volumePct, repeat };
  const text = draft.text.trim();
  if (text === '' || text.length > LONGEST_SPEECH) return undefined;
  return { kind: 'speech', text, language: languageOf(text), volumePct, repeat };
}

/** Loudspeakers tell the language by the text itself, and so does the order that goes out. */
function languageOf(text: string): Language {
  return /\p{Script=Han}/u.test(text) ? 'zh' : 'en';
}

/** Whom an order to a drone reaches now. */
export type BroadcastReach = 'loudspeaker' | 'rehearsal' | 'recordOnly';

/** What goes to the second step, as it stood when it was asked for: what is read is what is sent. */
export interface CheckedBroadcast {
  readonly order: OrderId;
  readonly drone: DroneId;
  readonly message: BroadcastMessage;
  readonly reach: BroadcastReach;
  readonly sawOrder: OrderId | undefined;
}

/** A real loudspeaker speaks only where a feed of a Live session says that it reaches this drone's. */
export function reachOf(world: World, drone: DroneId): BroadcastReach {
  if (world.session?.source !== 'live') return 'rehearsal';
  if (world.session.clock !== 'wall' || playsRecording(world.feeds)) return 'recordOnly';
  return feedOf(world, drone) === undefined ? 'recordOnly' : 'loudspeaker';
}

/** Whom an order reaches, in words. */
export function reachWords(reach: BroadcastReach, message: BroadcastMessage, t: Translate): string {
  if (reach === 'loudspeaker' && message.kind === 'stop') return t('broadcast.silenced');
  return t(`broadcast.reach.${reach}`);
}

/** The feed through which a drone's loudspeaker is reached. */
export function feedOf(world: World, drone: string): string | undefined {
  return Object.values(world.feeds).find(({ loudspeakers = [] }) =>
    loudspeakers.some((one) => one === drone),
  )?.feed;
}

/** The order in words, as it goes out. */
export function broadcastSentence(
  callsign: string,
  message: BroadcastMessage,
  t: Translate,
): string {
  if (message.kind === 'stop') return t('broadcast.stopSentence', { callsign });
  const what =
    message.kind === 'speech'
      ? t('broadcast.speech', {
          language: t(`broadcast.language.${message.language}`),
          text: message.text,
        })
      : t('broadcast.recordingNamed', { name: message.recording });
  return t('broadcast.sentence', {
    callsign,
    what,
    volume: message.volumePct,
    times: t(message.repeat ? 'broadcast.untilStopped' : 'broadcast.once'),
  });
}

/** How far an order has come, in words. */
export function stepWords(state: BroadcastState, t: Translate): string {
  const { step, progressPct, reason } = state;
  const key: WordKey = `broadcast.step.${step}`;
  const percent = step === 'playing' || step === 'accepted' ? progressPct : undefined;
  const words = percent === undefined ? t(key) : `${t(key)} ${Math.round(percent)} %`;
  return reason === undefined ? words : t('broadcast.because', { words, reason });
}

/** Whether a loudspeaker may still be speaking, so that there is something to stop. */
export function maySpeak(state: BroadcastState | undefined): boolean {
  if (!state) return false;
  const { step } = state;
  // A stop that did not reach the drone leaves it speaking.
  if (state.message.kind === 'stop') return step !== 'stopped';
  // Not known whether it was sent, or refused half-way: a stop does no harm.
  return step !== 'recordedOnly' && step !== 'finished' && step !== 'stopped';
}

/** Why an order did not go, or that nobody here knows whether it did. */
export function broadcastFailure(error: unknown, by: string | undefined, t: Translate): string {
  const reason = error instanceof Error ? error.message : `${error}`;
  switch (error instanceof RpcError ? error.code : 'internal') {
    case 'conflict':
      return by === undefined ? t('broadcast.conflictUnknown') : t('broadcast.conflict', { by });
    case 'linkLost':
      return t(isUnanswered(error) ? 'broadcast.noAnswer' : 'order.noLink');
    case 'notRecorded':
      return t('order.notRecorded');
    case 'forbidden':
      return t('broadcast.forbidden');
    default:
      return t('order.failed', { reason });
  }
}
