import { RpcError } from '../../domain/wire/rpc.ts';
import { isUnanswered, LinkLost } from '../link/link-lost.ts';
import { hubSentence } from './hub-sentence.ts';
import type { Language } from './language.ts';
import { type Translate, wordsOf } from './translate.ts';

/** Why something was not done, in the language of the seat as far as it has words for it; else in the hub's own. */
function refusalWords(error: RpcError, t: Translate, language: Language): string {
  const { says, code } = error;
  const message = hubSentence(error.message, language);
  if (says?.key === 'noNext' || says?.key === 'noLast') {
    return t(`refusal.${says.key}`, { what: t(`refusal.step.${says.what}`) });
  }
  if (says) return t(`refusal.${says.key}`);
  switch (code) {
    case 'linkLost':
      return t(isUnanswered(error) ? 'refusal.noAnswer' : 'refusal.linkLost');
    case 'cancelled':
    case 'forbidden':
    case 'unknownMethod':
    case 'notAttached':
      return t(`refusal.${code}`);
    case 'notRecorded':
    case 'internal':
      return t(`refusal.${code}`, { reason: message });
    default:
      return message;
  }
}

/** The same error with its message in the language of the seat. */
export function inWords(error: unknown, language: Language): unknown {
  if (!(error instanceof RpcError)) return error;
  const { code, says } = error;
  const message = refusalWords(error, wordsOf(language), language);
  if (error instanceof LinkLost) return new LinkLost({ message, wasSent: error.wasSent });
  return new RpcError({ code, message, ...(says ? { says } : {}) });
}
