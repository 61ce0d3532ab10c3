import { MINUTE, type Millis, SECOND } from '../../../domain/base/quantity.ts';
import type { Site } from '../../../domain/site/site.ts';
import type { ReviewSpans } from '../../../domain/wire/review-contract.ts';
import type { RecordReadThread } from '../../record-read-port.ts';

/** A drone that says nothing for longer has landed. */
const FLIGHT_PAUSE_MS: Millis = MINUTE;
/** Worlds that are looked at for flights. */
const MOST_SAMPLES = 1_500;
/** A hub keeps a raster every ten seconds, or at every tick of a slower recording. */
const LEAST_GAP_MS: Millis = 30 * SECOND;
/** With this share of its sensors silent a recording is blind. */
const BLIND_SHARE = 0.5;
const SILENT = 'sensor-silent:';

type Read = Pick<RecordReadThread, 'frameTimes' | 'marks' | 'snapshotBefore' | 'span'>;
type Span = { readonly from: Millis; readonly to: Millis };

/** What lasts in [from, to] of a recording: flights, and times without data. */
export async function recordingSpans(record: Read, site: Site, asked: Span): Promise<ReviewSpans> {
  const span = await record.span();
  if (!span) return { flights: [], gaps: [] };
  const range = { from: Math.max(span.from, asked.from), to: Math.min(span.to, asked.to) };
  if (range.to <= range.from) return { flights: [], gaps: [] };
  const gaps = [...(await standstills(record, range)), ...(await silences(record, site, range))];
  return {
    flights: await flights(record, range),
    gaps: gaps.sort((a, b) => a.from - b.from),
  };
}

/** Times at which nothing was recorded: the hub stood still. */
async function standstills(record: Read, range: Span): Promise<ReviewSpans['gaps']> {
  const times = await record.frameTimes(range);
  const pauses = times.slice(1).map((time, index) => time - (times[index] ?? time));
  const usual = pauses.toSorted((a, b) => a - b)[pauses.length >> 1] ?? 0;
  const longest = Math.max(LEAST_GAP_MS, 3 * usual);
  return pauses.flatMap((pause, index) => {
    const from = times[index] ?? 0;
    return pause > longest ? [{ from, to: from + pause }] : [];
  });
}

/** Times at which at least half of the sensors had fallen silent. */
async function silences(record: Read, site: Site, range: Span): Promise<ReviewSpans['gaps']> {
  const counted = site.sensors.filter(({ kind }) => kind !== 'gridCell').length;
  const silent = new Set<string>();
  const all = new Set<string>();
  const gaps: { from: Millis; to: Millis; sensors: readonly string[] }[] = [];
  let since: Millis | undefined;
  const turn = (at: Millis) => {
    const blind = counted > 0 && silent.size >= BLIND_SHARE * counted;
    if (blind) for (const sensor of silent) all.add(sensor);
    if (blind && since === undefined) since = at;
    if (!blind && since !== undefined) {
      gaps.push({ from: Math.max(range.from, since), to: at, sensors: [...all] });
      since = undefined;
      all.clear();
    }
  };
  const before = await record.snapshotBefore(range.from);
  for (const key of Object.keys(before?.world.dataQuality ?? {})) note(silent, key, true);
  turn(range.from);
  for (const { entry } of await record.marks({ kinds: ['dataQuality'], ...range })) {
    if (entry.kind !== 'dataQuality') continue;
    const { payload } = entry;
    if ('raised' in payload) note(silent, payload.raised.key, true);
    else note(silent, payload.cleared, false);
    turn(entry.recordedAt);
  }
  silent.clear();
  turn(range.to);
  return gaps;
}

function note(silent: Set<string>, key: string, isSilent: boolean): void {
  if (!key.startsWith(SILENT)) return;
  if (isSilent) silent.add(key.slice(SILENT.length));
  else silent.delete(key.slice(SILENT.length));
}

/** Drones by the kept worlds, a minute apart or more: a flight's ends are known to the second by the trails. */
async function flights(record: Read, range: Span): Promise<ReviewSpans['flights']> {
  const every = Math.max(MINUTE, (range.to - range.from) / MOST_SAMPLES);
  const under = new Map<string, { from: Millis; to: Millis }>();
  const flown: { drone: string; from: Millis; to: Millis }[] = [];
  for (let at = range.from; at < range.to + every; at += every) {
    const kept = await record.snapshotBefore(Math.min(at, range.to));
    for (const [drone, { report, trail }] of Object.entries(kept?.world.drones ?? {})) {
      const first = trail[0]?.at ?? report.observedAt;
      const flight = under.get(drone);
      if (flight && first - flight.to <= Math.max(FLIGHT_PAUSE_MS, every)) {
        flight.to = Math.max(flight.to, report.observedAt);
      } else if (!flight || report.observedAt > flight.to) {
        const begun = { from: first, to: report.observedAt };
        under.set(drone, begun);
        flown.push(Object.assign(begun, { drone }));
      }
    }
  }
  return flown
    .map(({ drone, from, to }) => ({ drone, from: Math.max(from, range.from), to }))
    .filter(({ from, to }) => to > from)
    .sort((a, b) => a.from - b.from);
}
