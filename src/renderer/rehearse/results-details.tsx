import { useMemo, useState } from 'react';
import { ALERT_LEVELS } from '../../domain/alert/ladder.ts';
import type { Millis } from '../../domain/base/quantity.ts';
import type { LineRun, ZoneRun } from '../../domain/rehearsal/run-figures.ts';
import { useSeat, useUi, useWords } from '../seat.ts';
import { placeName } from '../state/judgement.ts';
import { LinePlot } from '../ui/line-plot.tsx';

const PEOPLE = '#4da3ff';
const GAUSSIAN = '#b79cff';
const VORONOI = '#5fd4d4';
const WORST = '#c8c29a';

interface ZoneDetailsProps {
  readonly zones: readonly ZoneRun[];
  /** Ends of the minutes. */
  readonly at: readonly Millis[];
}

/** One zone through the night, the one that is chosen on the map if one is: people, densities, levels. */
export function ZoneDetails({ zones, at }: ZoneDetailsProps) {
  const seat = useSeat();
  const { t, language } = useWords();
  const selection = useUi((state) => state.selection);
  const [last, setLast] = useState<string>();
  const wanted = selection?.kind === 'zone' ? selection.id : last;
  const zone = zones.find((each) => each.zone === wanted) ?? zones[0];
  const people = useMemo(
    () => [{ name: t('unit.people'), colour: PEOPLE, values: zone?.people ?? [] }],
    [zone, t],
  );
  const densities = useMemo(
    () =>
      zone?.maxGaussianPerM2 && [
        { name: t('results.gaussian'), colour: GAUSSIAN, values: zone.maxGaussianPerM2 },
        { name: t('results.voronoi'), colour: VORONOI, values: zone.maxVoronoiPerM2 ?? [] },
        { name: t('results.worst'), colour: WORST, values: zone.worstPerM2 ?? [] },
      ],
    [zone, t],
  );
  if (!zone) return null;
  const choose = (id: string) => {
    setLast(id);
    seat.ui.setState({ selection: { kind: 'zone', id } });
  };
  return (
    <section className="results-details">
      <label className="field">
        <span className="label">{t('results.zoneOnShow')}</span>
        <select value={zone.zone} onChange={({ target: { value } }) => choose(value)}>
          {zones.map((each) => (
            <option key={each.zone} value={each.zone}>
              {placeName(seat.facts, each.zone, language)}
            </option>
          ))}
        </select>
      </label>
      <LinePlot title={t('results.zonePeople')} unit={t('unit.people')} at={at} lines={people} />
      {densities && (
        <LinePlot
          title={t('results.zoneDensity')}
          unit={t('unit.perM2')}
          at={at}
          lines={densities}
        />
      )}
      <LevelsTable zone={zone} />
    </section>
  );
}

/** Minutes above each threshold by each measure, and person-minutes at each level. */
function LevelsTable({ zone }: { readonly zone: ZoneRun }) {
  const { t, format } = useWords();
  const { minutesAboveWorst, minutesAboveMean, minutesAboveCapacity, personMinutes } = zone;
  const measures = [
    ['worst', minutesAboveWorst],
    ['mean', minutesAboveMean],
    ['capacity', minutesAboveCapacity],
  ] as const;
  return (
    <table className="planner-table">
      <caption>{t('results.levels')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('results.measure')}</th>
          {ALERT_LEVELS.map((level) => (
            <th key={level} scope="col">
              {t(`level.${level}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {measures.map(([measure, minutes]) => (
          <tr key={measure}>
            <th scope="row">{t(`results.aboveBy.${measure}`)}</th>
            {ALERT_LEVELS.map((level) => (
              <td key={level}>{level === 'green' ? '' : format.count(minutes?.[level])}</td>
            ))}
          </tr>
        ))}
        <tr>
          <th scope="row">{t('results.personMinutes')}</th>
          {ALERT_LEVELS.map((level) => (
            <td key={level}>{format.count(personMinutes[level])}</td>
          ))}
        </tr>
      </tbody>
    </table>
  );
}

interface LineDetailsProps {
  readonly lines: readonly LineRun[];
  readonly at: readonly Millis[];
}

/** One line through the night, the chosen checkpoint's or gate's if one is: specific flow each way. */
export function LineDetails({ lines, at }: LineDetailsProps) {
  const { t, format, language } = useWords();
  const selection = useUi((state) => state.selection);
  const [chosen, setChosen] = useState<string>();
  const ordered = useMemo(
    () => [...lines].sort((a, b) => b.peakSpecificFlow - a.peakSpecificFlow),
    [lines],
  );
  const wanted = chosen ?? selection?.id;
  const line = ordered.find((each) => each.line === wanted) ?? ordered[0];
  const flows = useMemo(() => {
    if (!line) return [];
    const specific = (people: readonly number[]) =>
      people.map((perMin) => perMin / line.clearWidthM);
    return [
      { name: t('results.in'), colour: PEOPLE, values: specific(line.in) },
      { name: t('results.out'), colour: WORST, values: specific(line.out) },
    ];
  }, [line, t]);
  if (!line) return null;
  return (
    <section className="results-details">
      <label className="field">
        <span className="label">{t('results.lineOnShow')}</span>
        <select value={line.line} onChange={({ target: { value } }) => setChosen(value)}>
          {ordered.map((each) => (
            <option key={each.line} value={each.line}>
              {each.number} {each.name[language]}
            </option>
          ))}
        </select>
      </label>
      <LinePlot
        title={t('results.lineFlow', {
          width: format.tenth(line.clearWidthM),
          surface: t(`surface.${line.surface}`),
        })}
        unit={t('unit.perMetreMin')}
        at={at}
        lines={flows}
      />
    </section>
  );
}
