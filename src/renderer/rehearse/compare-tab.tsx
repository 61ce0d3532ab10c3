import { useMemo, useState } from 'react';
import {
  type ComparedEgress,
  type ComparedFigure,
  compareRuns,
  type RunComparison,
} from '../../domain/rehearsal/compare-runs.ts';
import type { RunFigures } from '../../domain/rehearsal/run-figures.ts';
import { useSeat, useWords } from '../seat.ts';
import { LinePlot } from '../ui/line-plot.tsx';
import { useAnswer } from '../ui/use-answer.ts';
import { usePolled } from '../ui/use-polled.ts';
import { figureWords } from './figure-words.ts';
import { RunMapOnShow } from './results-tab.tsx';
import { RunPicker } from './run-picker.tsx';
import { useDraft } from './use-draft.ts';

/** Kept runs do not change; asking again only mends a lost link. */
const EVERY_MS = 60_000;

/** Two groups of runs side by side: figures with their intervals, egress curves, difference map. */
export function CompareTab() {
  const { t } = useWords();
  const { answer, failure } = useAnswer('runs.list', {}, '');
  const [first, setFirst] = useDraft('first');
  const [second, setSecond] = useDraft('second');
  const runs = answer?.runs ?? [];
  return (
    <div className="planner-body">
      <p role="alert" className="failure">
        {failure}
      </p>
      {answer && runs.length === 0 && <p className="empty">{t('results.none')}</p>}
      {runs.length > 0 && (
        <>
          <RunPicker label={t('runCompare.first')} runs={runs} chosen={first} onChange={setFirst} />
          <RunPicker
            label={t('runCompare.second')}
            runs={runs}
            chosen={second}
            onChange={setSecond}
          />
        </>
      )}
      {first.length > 0 && second.length > 0 ? (
        <Compared first={first} second={second} />
      ) : (
        runs.length > 0 && <p className="hint">{t('runCompare.few')}</p>
      )}
    </div>
  );
}

interface ComparedProps {
  readonly first: readonly string[];
  readonly second: readonly string[];
}

function Compared({ first, second }: ComparedProps) {
  const seat = useSeat();
  const { t } = useWords();
  const read = (ids: readonly string[]): Promise<readonly RunFigures[]> =>
    Promise.all(ids.map((run) => seat.call('runs.read', { run })));
  const { answer, failure } = usePolled(
    async () => ({ first: await read(first), second: await read(second) }),
    EVERY_MS,
    `${first.join()} ${second.join()}`,
  );
  const comparison = useMemo(
    () =>
      answer &&
      compareRuns([
        { label: t('runCompare.first'), runs: answer.first },
        { label: t('runCompare.second'), runs: answer.second },
      ]),
    [answer, t],
  );
  if (!comparison) return <p className="empty">{failure ?? t('planner.asking')}</p>;
  return (
    <Comparison
      comparison={comparison}
      of={`${namesOf(answer?.second)} − ${namesOf(answer?.first)}`}
    />
  );
}

/** Each name of a group once, as a caption tells it. */
function namesOf(runs: readonly RunFigures[] = []): string {
  return [...new Set(runs.map(({ run }) => run.label))].join(', ');
}

interface ComparisonProps {
  readonly comparison: RunComparison;
  /** Whose difference it is. */
  readonly of: string;
}

function Comparison({ comparison, of }: ComparisonProps) {
  const { t } = useWords();
  const [onMap, setOnMap] = useState(false);
  const { pairing, figures, egress, maps } = comparison;
  const pairs = Math.max(0, ...figures.map(({ differences }) => differences[1]?.runs ?? 0));
  const differing = figures.filter(({ differences }) => (differences[1]?.mean ?? 0) !== 0);
  return (
    <>
      <p className="label">
        {pairing === 'seed' ? t('runCompare.pairs', { pairs }) : t('runCompare.unpaired')}
      </p>
      {maps?.[0] && (
        <label className="row">
          <input type="checkbox" checked={onMap} onChange={() => setOnMap(!onMap)} />
          {t('runCompare.onMap')}
          {onMap && <RunMapOnShow map={maps[0].maxDensity} run={of} what="difference" />}
        </label>
      )}
      {egress && <EgressCurves egress={egress} />}
      {differing.length === 0 ? (
        <p className="empty">{t('runCompare.nothing')}</p>
      ) : (
        <FiguresTable figures={differing} />
      )}
    </>
  );
}

const COLOURS = ['#4da3ff', '#c8c29a'] as const;

function EgressCurves({ egress }: { readonly egress: ComparedEgress }) {
  const { t } = useWords();
  const minutes = useMemo(() => {
    const most = Math.max(...egress.groups.map(({ mean }) => mean.length));
    return Array.from({ length: most }, (_, index) => index + 1);
  }, [egress]);
  const lines = useMemo(
    () =>
      egress.groups.flatMap(({ label, mean, low, high }, index) => {
        const colour = COLOURS[index % COLOURS.length] ?? COLOURS[0];
        return [
          { name: label, colour, values: mean },
          { name: `${label} −`, colour, values: low, faint: true },
          { name: `${label} +`, colour, values: high, faint: true },
        ];
      }),
    [egress],
  );
  return (
    <LinePlot
      title={t('runCompare.egress')}
      unit={t('unit.people')}
      at={minutes}
      isMinutes
      lines={lines}
    />
  );
}

/** What differs clearly comes first; the order of the figures is kept among equals. */
function FiguresTable({ figures }: { readonly figures: readonly ComparedFigure[] }) {
  const seat = useSeat();
  const { t, format, language } = useWords();
  const listed = figures.flatMap((figure) => {
    const words = figureWords(figure.key, seat.facts, t, language);
    return words === undefined ? [] : [{ ...figure, words }];
  });
  const clearFirst = listed.sort(
    (a, b) => Number(b.differences[1]?.clear) - Number(a.differences[1]?.clear),
  );
  return (
    <table className="planner-table">
      <thead>
        <tr>
          <th scope="col">{t('runCompare.figure')}</th>
          <th scope="col">{t('runCompare.first')}</th>
          <th scope="col">{t('runCompare.second')}</th>
          <th scope="col">{t('runCompare.difference')}</th>
          <th scope="col">{t('runCompare.interval')}</th>
        </tr>
      </thead>
      <tbody>
        {clearFirst.map(({ key, words, unit, groups, differences: [, difference] }) => (
          <tr key={key} className={difference?.clear ? 'clear' : ''}>
            <th scope="row">
              {words} <span className="unit">{t(`runCompare.units.${unit}`)}</span>
            </th>
            <td>{format.tenth(groups[0]?.mean)}</td>
            <td>{format.tenth(groups[1]?.mean)}</td>
            <td>{format.tenth(difference?.mean)}</td>
            <td>
              {difference?.low === undefined
                ? t('unit.unknown')
                : `${format.tenth(difference.low)} … ${format.tenth(difference.high)}`}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
