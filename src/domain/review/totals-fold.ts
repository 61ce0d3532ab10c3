import type { Millis } from '../base/quantity.ts';
import type { Estimate } from '../crowd/estimate.ts';
import { supportedArea } from '../crowd/supported.ts';
import type { World } from '../session/world.ts';
import type { Stretch } from './moment-in-time.ts';
import { Peak } from './place-fold.ts';
import { estimateAt } from './place-moment.ts';
import type { FigureAt, FigureOver, ReviewTotals, Span } from './review-report.ts';

/** Gathers the area as a whole: the peak, and what stood at the beginning and at the end. */
export class TotalsFold {
  readonly #peak = new Peak();
  #first: { readonly at: Millis; readonly estimate: Estimate } | undefined;

  take({ estimate: given, from }: Stretch): void {
    const estimate = supportedArea(given);
    if (!estimate) return;
    this.#first ??= { at: from, estimate };
    this.#peak.take(from, estimate.area.people);
  }

  /** `end`: the world at the end of the span. */
  totals(span: Span, end: World): ReviewTotals {
    const last = supportedArea(estimateAt(end, span.to));
    const first = this.#first;
    const visits: FigureAt = figureAt(span.to, last?.visits.people);
    const visitsInSpan: FigureOver = {
      from: first?.at ?? span.from,
      to: span.to,
      ...(first && last ? { value: last.visits.people - first.estimate.visits.people } : {}),
    };
    return {
      visits,
      visitsInSpan,
      peak: this.#peak.figure(span.to),
      atStart: figureAt(first?.at ?? span.from, first?.estimate.area.people),
      atEnd: figureAt(span.to, last?.area.people),
      biasAbsorbed: figureAt(span.to, last?.biasAbsorbed),
    };
  }
}

/** A figure that may be unknown. */
export function figureAt(at: Millis, value: number | undefined): FigureAt {
  return value === undefined ? { at } : { at, value };
}
