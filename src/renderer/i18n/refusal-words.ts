import { RpcError } from '../../domain/wire/rpc.ts';
import type { Translate } from './translate.ts';

/** Why something was not done, in the language of the seat as far as it has words for it; else in the hub's own. */
export function refusalWords(error: RpcError, t: Translate): string {
  const { says, code, message } = error;
  if (says?.key === 'noNext' || says?.key === 'noLast') {
    return t(`refusal.${says.key}`, { what: t(`refusal.step.${says.what}`) });
  }
  if (says) return t(`refusal.${says.key}`);
  switch (code) {
    case 'linkLost':
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
export function inWords(error: unknown, t: Translate): unknown {
  if (!(error instanceof RpcError)) return error;
  const { code, says } = error;
  return new RpcError({ code, message: refusalWords(error, t), ...(says ? { says } : {}) });
}
