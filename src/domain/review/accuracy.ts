import type { Disposition, Verdict } from '../session/review-mark.ts';
import type { Accuracy, AlertReview, Span } from './review-report.ts';

/**
 * How good the alerts of a span were, by what reviewers judged of them. Accuracy is true / (true + false); duplicates,
 * unknown ones and those that nobody has judged are counted beside it and are no part of it.
 */
export function accuracyOf(
  alerts: readonly Pick<AlertReview, 'id' | 'leadTimeMs'>[],
  dispositions: Readonly<Record<string, Disposition>>,
  span: Span,
): Accuracy {
  const byVerdict: Record<Verdict, number> = { true: 0, false: 0, duplicate: 0, unknown: 0 };
  let undispositioned = 0;
  for (const { id } of alerts) {
    const verdict = Object.hasOwn(dispositions, id) ? dispositions[id]?.verdict : undefined;
    if (verdict === undefined) undispositioned += 1;
    else byVerdict[verdict] += 1;
  }
  const judged = byVerdict.true + byVerdict.false;
  const leads = alerts.flatMap(({ leadTimeMs }) =>
    leadTimeMs === undefined ? [] : [leadTimeMs / 1_000],
  );
  const leadTime = spread(leads);
  return {
    ...span,
    alerts: alerts.length,
    byVerdict,
    undispositioned,
    ...(judged === 0 ? {} : { accuracy: byVerdict.true / judged }),
    ...(leadTime ? { leadTime } : {}),
  };
}

/** Least, middle and greatest; of an even number the middle is the mean of the two in the middle. */
function spread(seconds: readonly number[]): Accuracy['leadTime'] {
  const sorted = seconds.toSorted((a, b) => a - b);
  const [leastS] = sorted;
  const greatestS = sorted.at(-1);
  if (leastS === undefined || greatestS === undefined) return undefined;
  const low = sorted[Math.floor((sorted.length - 1) / 2)] ?? leastS;
  const high = sorted[Math.ceil((sorted.length - 1) / 2)] ?? leastS;
  return { alerts: sorted.length, leastS, medianS: (low + high) / 2, greatestS };
}
