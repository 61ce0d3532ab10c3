import { useEffect, useMemo, useState } from 'react';
import { MINUTE } from '../../domain/base/quantity.ts';
import type { DensityMap } from '../../domain/rehearsal/density-map.ts';
import type { RunFigures } from '../../domain/rehearsal/run-figures.ts';
import { useSeat, useWords, useWorld } from '../seat.ts';
import type { RunMapOnMap } from '../state/ui-store.ts';
import { LinePlot } from '../ui/line-plot.tsx';
import { useAnswer } from '../ui/use-answer.ts';
import { usePolled } from '../ui/use-polled.ts';
import { LinesTable, ServiceTable, ZonesTable } from './results-tables.tsx';
import { useDraft } from './use-draft.ts';

/** The figures of a rehearsal that goes on are asked for anew this often. */
const EVERY_MS = 15_000;
const HERE = '';

/** What a run came to: curves, tables, and its maps on the map. */
export function ResultsTab() {
  const { t } = useWords();
  const isRehearsal = useWorld(({ world }) => world.rehearsal !== undefined);
  const [run, setRun] = useDraft('run');
  const { answer, failure } = useAnswer('runs.list', {}, run);
  const runs = answer?.runs ?? [];
  const first = isRehearsal ? HERE : runs[0]?.run.id;
  const chosen = run === HERE && !isRehearsal ? first : run;
  return (
    <div className="planner-body">
      <label className="field">
        <span className="label">{t('results.run')}</span>
        <select value={chosen} onChange={(event) => setRun(event.target.value)}>
          {isRehearsal && <option value={HERE}>{t('results.here')}</option>}
          {runs.map((each) => (
            <option key={each.run.id} value={each.run.id}>
              {each.run.label} · {each.run.seed} · {t(`planner.models.${each.run.model}`)}
            </option>
          ))}
        </select>
      </label>
      <p role="alert" className="failure">
        {failure}
      </p>
      {chosen === undefined && <p className="empty">{t('results.none')}</p>}
      {chosen === HERE && <FiguresHere />}
      {chosen !== undefined && chosen !== HERE && <KeptFigures key={chosen} run={chosen} />}
    </div>
  );
}

function FiguresHere() {
  const seat = useSeat();
  const { t } = useWords();
  const session = useWorld(({ attachment }) => attachment.session);
  const { answer, failure } = usePolled(
    () => seat.call('rehearsal.figures', {}),
    EVERY_MS,
    session,
  );
  if (!answer) return <p className="empty">{failure ?? t('planner.asking')}</p>;
  return <Figures figures={answer} />;
}

function KeptFigures({ run }: { readonly run: string }) {
  const { t } = useWords();
  const { answer, failure } = useAnswer('runs.read', { run }, '');
  if (!answer) return <p className="empty">{failure ?? t('planner.asking')}</p>;
  return <Figures figures={answer} />;
}

/** Curves of a night in colours that are no level's. */
const COLOURS = ['#4da3ff', '#b79cff', '#5fd4d4', '#d6a2d8', '#c8c29a', '#9fb8c9'] as const;

function Figures({ figures }: { readonly figures: RunFigures }) {
  const { t, format } = useWords();
  const { area, egress, travel, worstQueue, span, maps, account, queues } = figures;
  const minutes = useMemo(
    () => area.people.map((_, index) => span.from + (index + 1) * MINUTE),
    [area, span.from],
  );
  const people = useMemo(
    () => [
      { name: t('results.inArea'), colour: COLOURS[0], values: area.people },
      { name: t('results.outside'), colour: COLOURS[1], values: area.outside },
    ],
    [area, t],
  );
  const gone = useMemo(
    () => egress && [{ name: t('results.gone'), colour: COLOURS[2], values: egress.out }],
    [egress, t],
  );
  const egressMinutes = useMemo(() => egress?.out.map((_, index) => index + 1) ?? [], [egress]);
  const longest = useMemo(
    () =>
      [...(queues ?? [])]
        .sort((a, b) => Math.max(0, ...b.people) - Math.max(0, ...a.people))
        .slice(0, 4)
        .map(({ number, people: waiting }, index) => ({
          name: t('results.queueAt', { number }),
          colour: COLOURS[index % COLOURS.length] ?? COLOURS[0],
          values: waiting,
        })),
    [queues, t],
  );
  const out = egress?.milestones.find(({ people: many }) => many === 60_000)?.outOfRingS;
  return (
    <>
      <dl className="headline-figures">
        <Headline name={t('results.peak')}>
          {format.count(area.peak.people)}{' '}
          <span className="label">{format.minute(area.peak.at)}</span>
        </Headline>
        <Headline name={t('results.visits')}>{format.count(area.visits.at(-1))}</Headline>
        <Headline name={t('results.out60000')}>
          {out === undefined
            ? t('unit.unknown')
            : t('results.minutes', { n: format.tenth(out / 60) })}
        </Headline>
        <Headline name={t('results.worstQueue')}>
          {worstQueue ? (
            <>
              {format.count(worstQueue.people)}{' '}
              <span className="label">
                {t('results.queueAt', { number: worstQueue.number })} {format.minute(worstQueue.at)}
              </span>
            </>
          ) : (
            t('unit.unknown')
          )}
        </Headline>
        <Headline name={t('results.toGoal')}>{seconds(travel?.entryToGoal?.p50S)}</Headline>
        <Headline name={t('results.toGate')}>{seconds(travel?.goalToGate?.p50S)}</Headline>
        <Headline name={t('results.lost')}>{format.tenth(Math.abs(account.error))}</Headline>
      </dl>
      <LinePlot title={t('results.people')} unit={t('unit.people')} at={minutes} lines={people} />
      {gone && (
        <LinePlot
          title={t('results.egress')}
          unit={t('unit.people')}
          at={egressMinutes}
          isMinutes
          lines={gone}
        />
      )}
      {longest.length > 0 && (
        <LinePlot
          title={t('results.queues')}
          unit={t('unit.people')}
          at={minutes}
          lines={longest}
        />
      )}
      {maps && <RunMaps maps={maps} run={figures.run.label} />}
      <ZonesTable zones={figures.zones} />
      <LinesTable lines={figures.lines} />
      {figures.service && <ServiceTable service={figures.service} />}
    </>
  );

  function seconds(value: number | undefined): string {
    return value === undefined
      ? t('unit.unknown')
      : t('results.minutes', { n: format.tenth(value / 60) });
  }
}

interface HeadlineProps {
  readonly name: string;
  readonly children: React.ReactNode;
}

function Headline({ name, children }: HeadlineProps) {
  return (
    <div>
      <dt className="label">{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

const MAPS = ['maxDensity', 'minutesAboveOrange'] as const;

interface RunMapsProps {
  readonly maps: NonNullable<RunFigures['maps']>;
  /** The run's name. */
  readonly run: string;
}

/** Puts one of a run's maps over the density, and takes it off again with the panel. */
function RunMaps({ maps, run }: RunMapsProps) {
  const { t } = useWords();
  const [shown, setShown] = useState<(typeof MAPS)[number]>();
  return (
    <fieldset className="choice row">
      <legend className="label">{t('results.onMap')}</legend>
      <label>
        <input type="radio" checked={shown === undefined} onChange={() => setShown(undefined)} />
        {t('results.noMap')}
      </label>
      {MAPS.map((name) => (
        <label key={name}>
          <input type="radio" checked={shown === name} onChange={() => setShown(name)} />
          {t(`results.maps.${name}`)}
        </label>
      ))}
      {shown && <RunMapOnShow map={maps[shown]} run={run} what={shown} />}
    </fieldset>
  );
}

interface RunMapOnShowProps extends Pick<RunMapOnMap, 'run' | 'what'> {
  readonly map: DensityMap;
}

/** Draws a run's map, and says which it is, as long as it is part of the page. */
export function RunMapOnShow({ map, run, what }: RunMapOnShowProps) {
  const seat = useSeat();
  useEffect(() => {
    seat.map?.drawRunMap(map);
    return () => seat.map?.drawRunMap(undefined);
  }, [seat, map]);
  const { unit } = map;
  useEffect(() => {
    seat.ui.setState({ runMap: { run, what, unit } });
    return () => seat.ui.setState({ runMap: undefined });
  }, [seat, run, what, unit]);
  return null;
}
