import { useMemo } from 'react';
import type {
  ComparedEgress,
  ComparedFigure,
  Difference,
  RunComparison,
} from '../../domain/rehearsal/compare-runs.ts';
import type { Spread } from '../../domain/rehearsal/spread-of.ts';
import type { Format } from '../i18n/format.ts';
import { useSeat, useWords } from '../seat.ts';
import { placeName } from '../state/judgement.ts';
import { LinePlot } from '../ui/line-plot.tsx';
import { figureWords } from './figure-words.ts';

const COLOURS = ['#4da3ff', '#c8c29a', '#b79cff', '#5fd4d4'] as const;

interface ComparedProps {
  readonly comparison: RunComparison;
  /** By group: whether its runs differ in more than their seed; said with a mark on every figure that rests on it. */
  readonly marked: readonly boolean[];
}

interface GroupListProps {
  readonly groups: RunComparison['groups'];
  readonly names: readonly string[];
}

/** What each group is: its runs, model, seeds, changes, and the longest queue of any of its runs. */
export function GroupList({ groups, names }: GroupListProps) {
  const { t, format } = useWords();
  return (
    <ul className="compared-groups">
      {groups.map(({ label, seeds, model, changes, worstQueue }, index) => (
        <li key={label}>
          <strong>{label}</strong> {names[index]}
          <span className="label">
            {model === 'agents' || model === 'zoneGraph' ? t(`planner.models.${model}`) : model} ·{' '}
            {t('runCompare.seeds', { count: seeds.length })}
            {changes.length > 0 && ` · ${changes.join(' · ')}`}
          </span>
          {worstQueue && (
            <span className="label">
              {t('results.worstQueue')}: {t('results.queueAt', { number: worstQueue.number })}{' '}
              {format.minute(worstQueue.at)} · {format.count(worstQueue.people)} {t('unit.people')}{' '}
              · {t('results.minutes', { n: worstQueue.minutes })}
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}

/** Mean curves, with the interval of the mean where a group has several seeds. */
export function EgressCurves({ egress }: { readonly egress: ComparedEgress }) {
  const { t } = useWords();
  const minutes = useMemo(() => {
    const most = Math.max(...egress.groups.map(({ mean }) => mean.length));
    return Array.from({ length: most }, (_, index) => index + 1);
  }, [egress]);
  const lines = useMemo(
    () =>
      egress.groups.flatMap(({ label, mean, low, high }, index) => {
        const colour = COLOURS[index % COLOURS.length] ?? COLOURS[0];
        const curve = { name: label, colour, values: mean };
        if (low.every((value, minute) => value === mean[minute])) return [curve];
        return [
          curve,
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

const ZONE_MINUTES = /^zone\.(.+)\.minutesAboveOrange(Worst|Mean)$/;

/** Minutes above level 2 of every zone that was above it in any run: by its densest spot, else by its mean density. */
export function ZoneMinutes({ comparison: { groups, figures }, marked }: ComparedProps) {
  const seat = useSeat();
  const { t, language } = useWords();
  const hasWorst = figures.some(({ key }) => ZONE_MINUTES.exec(key)?.[2] === 'Worst');
  const rows = figures.flatMap((figure) => {
    const [, zone, by] = ZONE_MINUTES.exec(figure.key) ?? [];
    const isSilent = figure.groups.every((spread) => !spread || spread.most === 0);
    if (zone === undefined || isSilent || (by === 'Worst') !== hasWorst) return [];
    return [{ ...figure, words: placeName(seat.facts, zone, language) }];
  });
  return (
    <FiguresTable
      caption={t(hasWorst ? 'runCompare.zoneMinutesWorst' : 'runCompare.zoneMinutesMean')}
      empty={t('runCompare.noZoneMinutes')}
      labels={groups.map(({ label }) => label)}
      marked={marked}
      rows={rows}
    />
  );
}

/** All else in which the groups differ; what differs clearly comes first, in the order of the figures among equals. */
export function ComparedFigures({ comparison: { groups, figures }, marked }: ComparedProps) {
  const seat = useSeat();
  const { t, language } = useWords();
  const rows = figures
    .flatMap((figure) => {
      if (ZONE_MINUTES.test(figure.key)) return [];
      if (!figure.differences.some((each) => each !== undefined && each.mean !== 0)) return [];
      const words = figureWords(figure.key, seat.facts, t, language);
      if (words === undefined) return [];
      return [{ ...figure, words: `${words} · ${t(`runCompare.units.${figure.unit}`)}` }];
    })
    .sort((a, b) => Number(isClear(b)) - Number(isClear(a)));
  return (
    <FiguresTable
      caption={t('runCompare.figures')}
      empty={t('runCompare.nothing')}
      labels={groups.map(({ label }) => label)}
      marked={marked}
      rows={rows}
    />
  );
}

function isClear({ differences }: ComparedFigure): boolean {
  return differences.some((each) => each?.clear === true);
}

interface FiguresTableProps {
  readonly caption: string;
  /** Said where there is no row. */
  readonly empty: string;
  readonly labels: readonly string[];
  readonly marked: readonly boolean[];
  readonly rows: readonly (ComparedFigure & { readonly words: string })[];
}

/** A row a figure: its mean and spread in each group, and each group's difference to the first with its interval. */
function FiguresTable({ caption, empty, labels, marked, rows }: FiguresTableProps) {
  const { t, format } = useWords();
  if (rows.length === 0) return <p className="empty">{empty}</p>;
  return (
    <table className="planner-table">
      <caption>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{t('runCompare.figure')}</th>
          {labels.map((label) => (
            <th key={label} scope="col">
              {label}
            </th>
          ))}
          {labels.slice(1).map((label) => (
            <th key={label} scope="col">
              {label} − {labels[0]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, words, groups, differences }) => (
          <tr key={key}>
            <th scope="row">{words}</th>
            {groups.map((spread, index) => (
              <td key={labels[index]}>
                {spreadText(spread, format)}
                {marked[index] && ' !'}
              </td>
            ))}
            {differences.slice(1).map((difference, index) => (
              <td key={labels[index + 1]} className={difference?.clear ? 'clear' : ''}>
                {signedText(difference, format)}
                <span className="label">{intervalText(difference, format)}</span>
                {(marked[0] || marked[index + 1]) && ' !'}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Mean, and the standard deviation over the runs where there are several. */
function spreadText(spread: Spread | undefined, format: Format): string {
  const sd = spread?.sd === undefined ? '' : ` ±${format.tenth(spread.sd)}`;
  return `${format.tenth(spread?.mean)}${sd}`;
}

function signedText(difference: Difference | undefined, format: Format): string {
  const mean = difference?.mean;
  return `${mean !== undefined && mean > 0 ? '+' : ''}${format.tenth(mean)}`;
}

function intervalText(difference: Difference | undefined, format: Format): string {
  if (difference?.low === undefined) return '';
  return ` ${format.tenth(difference.low)} … ${format.tenth(difference.high)}`;
}
