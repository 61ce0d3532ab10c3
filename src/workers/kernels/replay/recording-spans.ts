import { MINUTE, type Millis, SECOND } from '../../../domain/base/quantity.ts';
import type { Site } from '../../../domain/site/site.ts';
import type { ReviewSpans } from '../../../domain/wire/review-contract.ts';
import type { RecordReads } from '../../record-read-port.ts';
import { eachMark } from './each-mark.ts';
import { readFlights } from './read-flights.ts';

/** A hub keeps a raster every ten seconds, or at every tick of a slower recording. */
const LEAST_GAP_MS: Millis = 30 * SECOND;
/** With this share of its sensors silent a recording is blind. */
const BLIND_SHARE = 0.5;
const SILENT = 'sensor-silent:';

type Read = Pick<RecordReads, 'frameTimes' | 'marks' | 'snapshotBefore' | 'span'>;
type Span = { readonly from: Millis; readonly to: Millis };

/** What lasts in a recording, worked out once: flights, and times without data. */
export class RecordingSpans {
  readonly #record: Read;
  readonly #site: Site;
  #known: { readonly to: Millis; readonly spans: Promise<ReviewSpans> } | undefined;

  constructor(record: Read, site: Site) {
    this.#record = record;
    this.#site = site;
  }

  /** What lasts in [from, to], cut there; of a recording that grows as it was a minute ago at most. */
  async within({ from, to }: Span): Promise<ReviewSpans> {
    const span = await this.#record.span();
    if (!span) return { flights: [], gaps: [] };
    if (!this.#known || span.to - this.#known.to > MINUTE) {
      const spans = recordingSpans(this.#record, this.#site, span);
      this.#known = { to: span.to, spans };
      // A question that failed is asked again.
      spans.catch(() => {
        this.#known = undefined;
      });
    }
    const { flights, gaps } = await this.#known.spans;
    const isIn = (each: Span) => each.to > from && each.from < to;
    const cut = <T extends Span>(each: T): T => ({
      ...each,
      from: Math.max(from, each.from),
      to: Math.min(to, each.to),
    });
    return { flights: flights.filter(isIn).map(cut), gaps: gaps.filter(isIn).map(cut) };
  }
}

async function recordingSpans(record: Read, site: Site, range: Span): Promise<ReviewSpans> {
  const gaps = [...(await standstills(record, range)), ...(await silences(record, site, range))];
  return {
    flights: await readFlights(record, range),
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
  for await (const { entry } of eachMark(record, { kinds: ['dataQuality'], ...range })) {
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
