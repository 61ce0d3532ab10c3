import type { Millis } from '../../domain/base/quantity.ts';
import { sum } from '../../domain/base/sum.ts';
import type {
  HotSpotRun,
  LineRun,
  QueueRun,
  RunFigures,
  ZoneRun,
} from '../../domain/rehearsal/run-figures.ts';
import { worstQueue } from '../../domain/rehearsal/worst-queue.ts';
import { TargetLink } from '../commands/target-link.tsx';
import { useSeat, useWords } from '../seat.ts';
import { placeName } from '../state/judgement.ts';

/** The busiest lines are listed, not all sixty. */
const LINES = 15;
const QUEUES = 8;
/** Shares of the people whose times are listed. */
const PERCENTS = [10, 50, 90] as const;

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
            <td>
              {format.density(greatest(zone.maxGaussianPerM2))} /{' '}
              {format.density(greatest(zone.maxVoronoiPerM2))}
            </td>
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
            <td>
              {format.density(line.counterFlowIndex)}
              {line.worstCounterFlow && (
                <span className="label">
                  {' '}
                  {format.density(line.worstCounterFlow.index)}{' '}
                  {format.minute(line.worstCounterFlow.at)}
                </span>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Hot-spots with anybody in them, the greatest pressure first. */
export function HotSpotsTable({ hotSpots }: { readonly hotSpots: readonly HotSpotRun[] }) {
  const seat = useSeat();
  const { t, format, language } = useWords();
  const most = (spot: HotSpotRun) => greatest(spot.people) ?? 0;
  const worstFirst = [...hotSpots].sort(
    (a, b) => (b.pressure?.maxPerS2 ?? 0) - (a.pressure?.maxPerS2 ?? 0) || most(b) - most(a),
  );
  return (
    <table className="planner-table">
      <caption>
        {t('results.hotSpots', {
          gate: format.tenth(hotSpots.find(({ pressure }) => pressure)?.pressure?.gatePerM2),
        })}
      </caption>
      <thead>
        <tr>
          <th scope="col">{t('results.hotSpot')}</th>
          <th scope="col">{t('results.peak')}</th>
          <th scope="col">{t('results.above')}</th>
          <th scope="col">{t('results.pressure')}</th>
          <th scope="col">{t('results.gated')}</th>
        </tr>
      </thead>
      <tbody>
        {worstFirst.map(({ hotSpot, people, minutesAboveAlert, pressure }) => (
          <tr key={hotSpot}>
            <th scope="row">
              <TargetLink kind="hotSpot" id={hotSpot}>
                {placeName(seat.facts, hotSpot, language)}
              </TargetLink>
            </th>
            <td>{format.count(greatest(people))}</td>
            <td>
              {minutesAboveAlert.yellow} / {minutesAboveAlert.orange} / {minutesAboveAlert.red}
            </td>
            <td>
              {format.figure(pressure?.maxPerS2)}{' '}
              {pressure?.at !== undefined && format.minute(pressure.at)}
            </td>
            <td>{format.count(pressure?.gatedS)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface QueuesTableProps {
  readonly queues: readonly QueueRun[];
  /** When the first minute begins. */
  readonly from: Millis;
}

/** The longest queues: how many waited when, and how long at least half as many did. */
export function QueuesTable({ queues, from }: QueuesTableProps) {
  const seat = useSeat();
  const { t, format, language } = useWords();
  const longest = queues
    .flatMap((queue) => {
      const worst = worstQueue([queue], [], from);
      return worst && worst.people >= 1 ? [worst] : [];
    })
    .sort((a, b) => b.people - a.people)
    .slice(0, QUEUES);
  if (longest.length === 0) return null;
  return (
    <table className="planner-table">
      <caption>{t('results.longestQueues')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('results.queue')}</th>
          <th scope="col">{t('unit.people')}</th>
          <th scope="col">{t('results.time')}</th>
          <th scope="col">{t('results.lasted')}</th>
        </tr>
      </thead>
      <tbody>
        {longest.map(({ checkpoint, number, people, at, minutes }) => (
          <tr key={checkpoint}>
            <th scope="row">
              <TargetLink kind="checkpoint" id={checkpoint}>
                {number} {seat.facts.checkpoints.get(checkpoint)?.name[language]}
              </TargetLink>
            </th>
            <td>{format.count(people)}</td>
            <td>{format.minute(at)}</td>
            <td>{minutes}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function TravelTable({ travel }: { readonly travel: NonNullable<RunFigures['travel']> }) {
  const { t, format } = useWords();
  const ways = ['entryToGoal', 'goalToGate'] as const;
  const minutes = (seconds: number | undefined) =>
    format.tenth(seconds === undefined ? undefined : seconds / 60);
  return (
    <table className="planner-table">
      <caption>{t('results.travel')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('results.way')}</th>
          <th scope="col">{t('unit.people')}</th>
          <th scope="col">{t('results.mean')}</th>
          {PERCENTS.map((percent) => (
            <th key={percent} scope="col">
              {t('results.within', { percent })}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {ways.map((way) => {
          const times = travel[way];
          return (
            <tr key={way}>
              <th scope="row">{t(`results.ways.${way}`)}</th>
              <td>{format.count(times?.people)}</td>
              <td>{minutes(times?.meanS)}</td>
              <td>{minutes(times?.p10S)}</td>
              <td>{minutes(times?.p50S)}</td>
              <td>{minutes(times?.p90S)}</td>
            </tr>
          );
        })}
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
