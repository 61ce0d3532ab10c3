import { useMemo, useState } from 'react';
import { compareRuns, type RunComparison } from '../../domain/rehearsal/compare-runs.ts';
import type { RunFigures } from '../../domain/rehearsal/run-figures.ts';
import { useSeat, useWords } from '../seat.ts';
import { RUN_RASTERS } from '../state/ui-store.ts';
import { useAnswer } from '../ui/use-answer.ts';
import { usePolled } from '../ui/use-polled.ts';
import { ComparedFigures, EgressCurves, GroupList, ZoneMinutes } from './compare-tables.tsx';
import { RunMapOnShow } from './run-map-on-show.tsx';
import { RunPicker } from './run-picker.tsx';
import { type Unlike, unlikeRuns } from './unlike-runs.ts';
import { useDraft } from './use-draft.ts';

/** Kept runs do not change; asking again only mends a lost link. */
const EVERY_MS = 60_000;
/** More columns than these cannot be read side by side. */
const MOST_GROUPS = 4;
const LETTERS = ['A', 'B', 'C', 'D'] as const;

/** Groups of runs side by side, the first being what the others are compared with. */
export function CompareTab() {
  const { t } = useWords();
  const { answer, failure } = useAnswer('runs.list', {}, '');
  const [groups, setGroups] = useDraft('groups');
  const runs = answer?.runs ?? [];
  const chosen = groups.filter((group) => group.length > 0);
  return (
    <div className="planner-body">
      <p role="alert" className="failure">
        {failure}
      </p>
      {answer && runs.length === 0 && <p className="empty">{t('results.none')}</p>}
      {runs.length > 0 &&
        groups.map((group, index) => (
          <RunPicker
            // biome-ignore lint/suspicious/noArrayIndexKey: a group is its letter
            key={index}
            label={t(`runCompare.groups.${LETTERS[index] ?? 'A'}`)}
            runs={runs}
            chosen={group}
            onChange={(next) => setGroups(groups.with(index, next))}
          />
        ))}
      {runs.length > 0 && groups.length < MOST_GROUPS && chosen.length === groups.length && (
        <button type="button" onClick={() => setGroups([...groups, []])}>
          {t('runCompare.more')}
        </button>
      )}
      {(groups[0]?.length ?? 0) > 0 && chosen.length > 1 ? (
        <Compared groups={groups} />
      ) : (
        runs.length > 0 && <p className="hint">{t('runCompare.few')}</p>
      )}
    </div>
  );
}

function Compared({ groups }: { readonly groups: readonly (readonly string[])[] }) {
  const seat = useSeat();
  const { t } = useWords();
  const lettered = groups.flatMap((ids, index) =>
    ids.length > 0 ? [{ letter: LETTERS[index] ?? 'A', ids }] : [],
  );
  const { answer, failure } = usePolled(
    () =>
      Promise.all(
        lettered.map(async ({ letter, ids }) => ({
          label: letter,
          runs: await Promise.all(ids.map((run) => seat.call('runs.read', { run }))),
        })),
      ),
    EVERY_MS,
    JSON.stringify(lettered),
  );
  const comparison = useMemo(() => answer && compareRuns(answer), [answer]);
  if (!answer || !comparison) return <p className="empty">{failure ?? t('planner.asking')}</p>;
  return (
    <Comparison
      comparison={comparison}
      names={answer.map(({ runs }) => namesOf(runs))}
      unlike={answer.map(({ runs }) => unlikeRuns(runs))}
    />
  );
}

/** Each name of a group once, as a caption tells it. */
function namesOf(runs: readonly RunFigures[]): string {
  return [...new Set(runs.map(({ run }) => run.label))].join(', ');
}

interface ComparisonProps {
  readonly comparison: RunComparison;
  /** What the runs of each group are called. */
  readonly names: readonly string[];
  /** By group: in what its runs differ besides the seed. */
  readonly unlike: readonly (readonly Unlike[])[];
}

function Comparison({ comparison, names, unlike }: ComparisonProps) {
  const { t } = useWords();
  const marked = unlike.map((kinds) => kinds.length > 0);
  const { pairing, figures, egress } = comparison;
  const pairs = Math.max(
    0,
    ...figures.flatMap(({ differences }) => differences.map((each) => each?.runs ?? 0)),
  );
  return (
    <>
      <p className="label">
        {pairing === 'seed' ? t('runCompare.pairs', { pairs }) : t('runCompare.unpaired')}
      </p>
      {unlike.map((kinds, index) =>
        kinds.length === 0 ? null : (
          <p key={comparison.groups[index]?.label} className="failure">
            {t('runCompare.unlike.told', {
              group: comparison.groups[index]?.label ?? '',
              what: kinds.map((kind) => t(`runCompare.unlike.${kind}`)).join(' · '),
            })}
          </p>
        ),
      )}
      <GroupList groups={comparison.groups} names={names} />
      <DifferenceMap comparison={comparison} names={names} />
      {egress && <EgressCurves egress={egress} />}
      <ZoneMinutes comparison={comparison} marked={marked} />
      <ComparedFigures comparison={comparison} marked={marked} />
    </>
  );
}

/** Lays one of the difference maps over the density; off again with the panel. */
function DifferenceMap({ comparison: { groups, maps }, names }: Omit<ComparisonProps, 'unlike'>) {
  const { t } = useWords();
  const [shown, setShown] = useState('');
  if (!maps) return null;
  const choices = maps.flatMap((map, index) =>
    RUN_RASTERS.map((name) => ({
      key: `${map.label} ${name}`,
      raster: map[name],
      run: `${names[index + 1]} − ${names[0]}`,
      less: `${map.label} − ${groups[0]?.label}`,
      what: WHAT[name],
    })),
  );
  const choice = choices.find(({ key }) => key === shown);
  return (
    <label className="field">
      <span className="label">{t('runCompare.onMap')}</span>
      <select value={choice ? shown : ''} onChange={({ target: { value } }) => setShown(value)}>
        <option value="">{t('results.noMap')}</option>
        {choices.map(({ key, less, what }) => (
          <option key={key} value={key}>
            {less} · {t(`results.mapOf.${what}`)}
          </option>
        ))}
      </select>
      {choice && <RunMapOnShow map={choice.raster} run={choice.run} what={choice.what} />}
    </label>
  );
}

const WHAT = {
  maxDensity: 'difference',
  minutesAboveOrange: 'minutesAboveOrangeDifference',
} as const;
