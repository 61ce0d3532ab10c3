import type { Entry } from '../session/entry.ts';
import type { Name } from '../site/site.ts';
import type { DueMoments } from './due-moments.ts';
import { placeMoment } from './place-moment.ts';
import type { PlaceMoment, Span, WarningReview } from './review-report.ts';

type Draft = Omit<WarningReview, 'known'> & { known?: PlaceMoment };

/** Public warnings with what was known of their place. */
export class WarningFold {
  readonly #names: ReadonlyMap<string, Name>;
  readonly #warnings: Draft[] = [];

  constructor(names: ReadonlyMap<string, Name>) {
    this.#names = names;
  }

  take(entry: Entry, due: DueMoments): void {
    if (entry.kind !== 'warningIssued') return;
    const { recordedAt: at, payload } = entry;
    const { identifier, place, status, message, by } = payload;
    const placeName = this.#names.get(place);
    const draft: Draft = {
      identifier,
      at,
      by,
      place,
      status,
      message,
      ...(placeName ? { placeName } : {}),
    };
    this.#warnings.push(draft);
    due.add(at, (world) => {
      draft.known = placeMoment(world, place, at);
    });
  }

  warnings(span: Span): readonly WarningReview[] {
    return this.#warnings.filter(({ at }) => at >= span.from && at <= span.to);
  }
}
