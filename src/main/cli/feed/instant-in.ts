import { DateTime } from 'luxon';
import type { Millis } from '../../../domain/base/quantity.ts';

/**
 * An ISO 8601 instant; undefined where the text is none. A time without an offset is one only with a `zone`, for else
 * it would depend on the machine's.
 */
export function instantIn(text: string, zone?: string): Millis | undefined {
  const parsed = DateTime.fromISO(text.trim().replace(' ', 'T'), {
    setZone: true,
    ...(zone === undefined ? {} : { zone }),
  });
  const hasOffset = /T.*(?:Z|[+-]\d{2}(?::?\d{2})?)$/i.test(text.trim().replace(' ', 'T'));
  return parsed.isValid && (hasOffset || zone !== undefined) ? parsed.toMillis() : undefined;
}
