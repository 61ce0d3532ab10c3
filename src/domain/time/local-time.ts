import type { Millis } from '../base/quantity.ts';

/**
 * An instant as a time zone's clock shows it, with its offset: `2026-12-31T23:40:00+08:00`, whole seconds.
 * `timeZone` is a name of the IANA data base; the offset is never written as "Z", which CAP 1.2 (3.3.2) forbids.
 */
export function localTime(at: Millis, timeZone: string): string {
  const parts = new Map(
    formatOf(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? '';
  // "GMT+08:00"; Greenwich itself is "GMT" alone.
  const offset = part('timeZoneName').slice(3) || '+00:00';
  const date = `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}`;
  return `${date}T${part('hour')}:${part('minute')}:${part('second')}${offset.slice(0, 6)}`;
}

/** Whether a text names a zone of the IANA data base. */
export function isTimeZone(text: string): boolean {
  try {
    formatOf(text);
    return true;
  } catch {
    return false;
  }
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const found =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat('en-GB', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      timeZoneName: 'longOffset',
    });
  formats.set(timeZone, found);
  return found;
}
