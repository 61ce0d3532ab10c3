import { supportedArea } from '../crowd/supported.ts';
import type { Entry } from '../session/entry.ts';
import type { DueMoments } from './due-moments.ts';
import { estimateAt } from './place-moment.ts';
import type { FigureAt, PhaseReview, Span } from './review-report.ts';
import { figureAt } from './totals-fold.ts';

type Draft = Omit<PhaseReview, 'until' | 'people'> & { people: FigureAt };

/** The phases of the night with the people in the area when each began. */
export class PhaseFold {
  readonly #phases: Draft[] = [];

  take(entry: Entry, due: DueMoments): void {
    if (entry.kind !== 'phase') return;
    const { recordedAt: at, payload } = entry;
    // Said again, it is no new phase.
    if (this.#phases.at(-1)?.phase === payload.phase) return;
    const draft: Draft = { ...payload, at, people: { at } };
    this.#phases.push(draft);
    due.add(at, (world) => {
      draft.people = figureAt(at, supportedArea(estimateAt(world, at))?.area.people);
    });
  }

  phases(span: Span): readonly PhaseReview[] {
    return this.#phases
      .map((phase, index) => ({ ...phase, until: this.#phases[index + 1]?.at ?? span.to }))
      .filter(({ at, until }) => at <= span.to && until >= span.from);
  }
}
