import type { Millis } from '../base/quantity.ts';
import type { Entry } from '../session/entry.ts';
import type { Site } from '../site/site.ts';
import type { Stretch } from './moment-in-time.ts';
import type { DataGap, Span } from './review-report.ts';

/** Keys of data-quality alerts that mean that something did not report, and what it is. */
const SILENT = new Map<string, 'feed' | 'sensor'>([
  ['sensor-silent', 'sensor'],
  ['feed-silent', 'feed'],
  ['feed-disconnected', 'feed'],
]);

/**
 * Times in which something did not report, from the data-quality alerts, each from the last reading on; and times of
 * which nothing was recorded.
 */
export class GapFold {
  readonly #site: Pick<Site, 'sensors'>;
  readonly #file: string;
  readonly #open = new Map<string, Omit<DataGap, 'to' | 'open'>>();
  readonly #gaps: DataGap[] = [];
  #silentSince: Millis | undefined;

  constructor(site: Pick<Site, 'sensors'>, file: string) {
    this.#site = site;
    this.#file = file;
  }

  take(entry: Entry): void {
    if (entry.kind !== 'dataQuality') return;
    const { payload } = entry;
    if ('cleared' in payload) {
      const gap = this.#open.get(payload.cleared);
      if (!gap) return;
      this.#open.delete(payload.cleared);
      this.#gaps.push({ ...gap, to: payload.at, open: false });
      return;
    }
    const { key, params, raisedAt } = payload.raised;
    const kind = SILENT.get(key.slice(0, key.indexOf(':')));
    if (kind === undefined || this.#open.has(key)) return;
    const id = key.slice(key.indexOf(':') + 1);
    const name =
      kind === 'sensor' ? this.#site.sensors.find((one) => one.id === id)?.name : undefined;
    const from = typeof params.since === 'number' ? params.since : raisedAt;
    this.#open.set(key, { kind, id, from, ...(name ? { name } : {}) });
  }

  /** Notices when the recording goes silent: no estimate for longer than one speaks. */
  takeStretch({ world, estimate, from, to, knownUntil }: Stretch): void {
    const silentSince = this.#silentSince;
    if (estimate && silentSince !== undefined) {
      this.#gaps.push({
        kind: 'recording',
        id: this.#file,
        from: silentSince,
        to: from,
        open: false,
      });
      this.#silentSince = undefined;
    }
    if (knownUntil < to) this.#silentSince ??= world.estimate?.issuedAt;
  }

  /** Gaps that touch the span, cut to it, in order of their beginning. */
  gaps(span: Span): readonly DataGap[] {
    const silent = this.#silentSince;
    const all: readonly DataGap[] = [
      ...this.#gaps,
      ...(silent === undefined
        ? []
        : [{ kind: 'recording' as const, id: this.#file, from: silent, to: span.to, open: true }]),
      ...[...this.#open.values()].map((gap) => ({ ...gap, to: span.to, open: true })),
    ];
    return all
      .filter(({ from, to }) => from < span.to && to > span.from)
      .map((gap) => cut(gap, span))
      .sort((a, b) => a.from - b.from || (a.id < b.id ? -1 : 1));
  }
}

function cut(gap: DataGap, { from, to }: { readonly from: Millis; readonly to: Millis }): DataGap {
  return { ...gap, from: Math.max(gap.from, from), to: Math.min(gap.to, to) };
}
