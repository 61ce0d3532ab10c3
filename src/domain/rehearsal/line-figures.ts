import { MINUTE, type Millis } from '../base/quantity.ts';
import { sum } from '../base/sum.ts';
import type { FlowLine } from './flow-lines.ts';
import type { LineRun } from './run-figures.ts';

/** Minutes over which the worst counter-flow is taken: shorter ones are chance. */
const COUNTER_FLOW_MIN = 5;

/** The figures of a line from its people a minute; `from` is when the first minute begins. */
export function lineFigures(
  line: FlowLine,
  inwards: readonly number[],
  outwards: readonly number[],
  from: Millis,
): LineRun {
  const { counter: _, ...about } = line;
  const both = inwards.map((people, minute) => people + (outwards[minute] ?? 0));
  const against = inwards.map((people, minute) => Math.min(people, outwards[minute] ?? 0));
  const passed = sum(both);
  const busy = both.filter((people) => people > 0).length;
  const peak = both.reduce(
    (best, people, minute) => (people > (both[best] ?? 0) ? minute : best),
    0,
  );
  const worst = worstCounterFlow(both, against);
  return {
    ...about,
    in: inwards,
    out: outwards,
    peakSpecificFlow: (both[peak] ?? 0) / line.clearWidthM,
    peakAt: from + peak * MINUTE,
    meanSpecificFlow: busy > 0 ? passed / busy / line.clearWidthM : 0,
    counterFlowIndex: passed > 0 ? sum(against) / passed : 0,
    ...(worst === undefined
      ? {}
      : { worstCounterFlow: { index: worst.index, at: from + worst.minute * MINUTE } }),
  };
}

/** The window with the most people against the stream; absent where nobody ever was. */
function worstCounterFlow(
  both: readonly number[],
  against: readonly number[],
): { readonly index: number; readonly minute: number } | undefined {
  let most = 0;
  let found: { index: number; minute: number } | undefined;
  for (let minute = 0; minute + COUNTER_FLOW_MIN <= both.length; minute++) {
    const opposed = sum(against.slice(minute, minute + COUNTER_FLOW_MIN));
    if (opposed <= most) continue;
    most = opposed;
    found = { index: opposed / sum(both.slice(minute, minute + COUNTER_FLOW_MIN)), minute };
  }
  return found;
}
