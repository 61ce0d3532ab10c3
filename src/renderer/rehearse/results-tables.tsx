import { sum } from '../../domain/base/sum.ts';
import type { LineRun, RunFigures, ZoneRun } from '../../domain/rehearsal/run-figures.ts';
import { TargetLink } from '../commands/target-link.tsx';
import { useSeat, useWords } from '../seat.ts';

/** The busiest lines are listed, not all sixty. */
const LINES = 15;

export function ZonesTable({ zones }: { readonly zones: readonly ZoneRun[] }) {
  const seat = useSeat();
  const { t, format, language } = useWords();
  const above = (zone: ZoneRun) => zone.minutesAboveWorst ?? zone.minutesAboveMean;
  const worstFirst = [...zones].sort(
    (a, b) => above(b).orange - above(a).orange || above(b).yellow - above(a).yellow,
  );
  return (
    <table className="planner-table">
      <caption>{t('results.zones')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('checks.zone')}</th>
          <th scope="col">{t('results.peak')}</th>
          <th scope="col">{t('results.maxDensity')}</th>
          <th scope="col">{t('results.above')}</th>
          <th scope="col">{t('results.personMinutes')}</th>
        </tr>
      </thead>
      <tbody>
        {worstFirst.map((zone) => (
          <tr key={zone.zone}>
            <th scope="row">
              <TargetLink kind="zone" id={zone.zone}>
                {seat.facts.zones.get(zone.zone)?.name[language] ?? zone.zone}
              </TargetLink>
            </th>
            <td>
              {format.count(zone.peak.people)} {format.minute(zone.peak.at)}
            </td>
            <td>{format.density(greatest(zone.maxGaussianPerM2))}</td>
            <td>
              {above(zone).yellow} / {above(zone).orange} / {above(zone).red}
            </td>
            <td>
              {format.count(zone.personMinutes.orange)} / {format.count(zone.personMinutes.red)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function LinesTable({ lines }: { readonly lines: readonly LineRun[] }) {
  const { t, format, language } = useWords();
  const busiest = [...lines]
    .sort((a, b) => b.peakSpecificFlow - a.peakSpecificFlow)
    .slice(0, LINES);
  return (
    <table className="planner-table">
      <caption>{t('results.lines')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('results.line')}</th>
          <th scope="col">{t('results.in')}</th>
          <th scope="col">{t('results.out')}</th>
          <th scope="col">{t('results.specificFlow')}</th>
          <th scope="col">{t('results.counterFlow')}</th>
        </tr>
      </thead>
      <tbody>
        {busiest.map((line) => (
          <tr key={line.line}>
            <th scope="row">
              {line.number} {line.name[language]}
            </th>
            <td>{format.count(sum(line.in))}</td>
            <td>{format.count(sum(line.out))}</td>
            <td>
              {format.count(line.peakSpecificFlow)} {format.minute(line.peakAt)}
            </td>
            <td>{format.density(line.counterFlowIndex)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function ServiceTable({
  service,
}: {
  readonly service: NonNullable<RunFigures['service']>;
}) {
  const { t, format } = useWords();
  const surfaces = Object.entries(service) as [keyof typeof service, Record<string, number>][];
  const levels = Object.keys(surfaces[0]?.[1] ?? {});
  return (
    <table className="planner-table">
      <caption>{t('results.service')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('results.surface')}</th>
          {levels.map((level) => (
            <th key={level} scope="col">
              {level}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {surfaces.map(([surface, minutes]) => (
          <tr key={surface}>
            <th scope="row">{t(`surface.${surface}`)}</th>
            {levels.map((level) => (
              <td key={level}>{format.count(minutes[level])}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function greatest(values: readonly number[] | undefined): number | undefined {
  return values && values.length > 0 ? values.reduce((a, b) => Math.max(a, b)) : undefined;
}
