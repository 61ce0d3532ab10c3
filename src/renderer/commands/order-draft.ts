import type { OrderId } from '../../domain/base/ids.ts';
import type { CheckpointState } from '../../domain/forces/checkpoint-order.ts';
import type { SourceAbilities } from '../../domain/session/source.ts';
import type { SourceKind } from '../../domain/session/source-kind.ts';
import type { Checkpoint, CheckpointMode } from '../../domain/site/site.ts';
import { RpcError } from '../../domain/wire/rpc.ts';
import type { Format } from '../i18n/format.ts';
import type { Language } from '../i18n/language.ts';
import type { Translate } from '../i18n/translate.ts';
import { isUnanswered } from '../link/link-lost.ts';

/** What the commander has chosen so far. */
export interface OrderDraft {
  readonly mode: CheckpointMode;
  readonly meteredPerMinLane: number;
}

/** People a minute and lane that a metered checkpoint lets through unless told otherwise. */
export const DEFAULT_RATE = 20;
export const LEAST_RATE = 1;
export const GREATEST_RATE = 60;

export interface OrderWords {
  readonly t: Translate;
  readonly format: Format;
  readonly language: Language;
}

/** Whether the draft would change anything, and its rate can be meant. */
export function isSendable(draft: OrderDraft, now: CheckpointState): boolean {
  if (draft.mode !== 'metered') return draft.mode !== now.mode;
  const rate = draft.meteredPerMinLane;
  const possible = Number.isFinite(rate) && rate >= LEAST_RATE && rate <= GREATEST_RATE;
  return possible && (now.mode !== 'metered' || now.meteredPerMinLane !== rate);
}

/** The order in words, as it goes out. */
export function orderSentence(
  checkpoint: Checkpoint,
  now: CheckpointState,
  draft: OrderDraft,
  { t, language }: OrderWords,
): string {
  return t('order.sentence', {
    number: checkpoint.number,
    name: checkpoint.name[language],
    from: modeWords(t, now.mode, now.meteredPerMinLane),
    to: modeWords(t, draft.mode, draft.meteredPerMinLane),
  });
}

/** Whom the order reaches, in words. */
export function reachWords(t: Translate, source: SourceKind | undefined, can: SourceAbilities) {
  if (source !== 'live') return t('order.toNobody');
  return t(can.dispatch ? 'order.toPeople' : 'order.recordOnly');
}

/** A mode, with its rate where it has one. */
export function modeWords(t: Translate, mode: CheckpointMode, rate: number | undefined): string {
  const word = t(`checkpointMode.${mode}`);
  return mode === 'metered' && rate !== undefined
    ? t('order.withRate', { mode: word, rate })
    : word;
}

/** Why an order did not go, and what stands now; or that nobody here knows whether it did. */
export function failureWords(
  error: unknown,
  stands: CheckpointState | undefined,
  { t, format }: OrderWords,
): string {
  const code = error instanceof RpcError ? error.code : 'internal';
  const reason = error instanceof Error ? error.message : `${error}`;
  switch (code) {
    case 'conflict':
      if (!stands?.changedBy) return t('order.conflictUnknown');
      return t('order.conflict', {
        by: stands.changedBy,
        time: format.time(stands.changedAt),
        mode: modeWords(t, stands.mode, stands.meteredPerMinLane),
        version: stands.version,
      });
    case 'linkLost':
      return t(isUnanswered(error) ? 'order.noAnswer' : 'order.noLink');
    case 'notRecorded':
      return t('order.notRecorded');
    case 'forbidden':
      return t('order.forbidden');
    case 'notPossible':
      return t('order.notPossible', { reason });
    default:
      return t('order.failed', { reason });
  }
}

/** After a lost link the same order may go again: the hub knows it by its name and does not carry it out twice. */
export function maySendAgain(error: unknown): boolean {
  return error instanceof RpcError && error.code === 'linkLost';
}

/** A name for an order, new for each; works without a secure context. */
export function newOrderId(): OrderId {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const text = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return `order-${text}` as OrderId;
}
