import { useMemo } from 'react';
import { MINUTE } from '../../domain/base/quantity.ts';
import type { RunFigures } from '../../domain/rehearsal/run-figures.ts';
import { useSeat, useWords, useWorld } from '../seat.ts';
import { LinePlot } from '../ui/line-plot.tsx';
import { useAnswer } from '../ui/use-answer.ts';
import { usePolled } from '../ui/use-polled.ts';
import { LineDetails, ZoneDetails } from './results-details.tsx';
import { ResultsMap } from './results-map.tsx';
import {
  HotSpotsTable,
  LinesTable,
  QueuesTable,
  ServiceTable,
  TravelTable,
  ZonesTable,
} from './results-tables.tsx';
import { runLabel } from './run-label.ts';
import { SaveFigures } from './save-figures.tsx';
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
              {runLabel(each.run)} · {each.run.seed} · {t(`planner.models.${each.run.model}`)}
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
  const { area, egress, travel, worstQueue, span, account, queues } = figures;
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
          <AgainstScript figures={figures} />
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
      <ResultsMap figures={figures} />
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
      <ZonesTable zones={figures.zones} />
      <ZoneDetails zones={figures.zones} at={minutes} />
      <HotSpotsTable hotSpots={figures.hotSpots} />
      <LinesTable lines={figures.lines} />
      <LineDetails lines={figures.lines} at={minutes} />
      {queues && <QueuesTable queues={queues} from={span.from} />}
      {travel && <TravelTable travel={travel} />}
      {figures.service && <ServiceTable service={figures.service} />}
      <SaveFigures figures={figures} />
    </>
  );

  function seconds(value: number | undefined): string {
    return value === undefined
      ? t('unit.unknown')
      : t('results.minutes', { n: format.tenth(value / 60) });
  }
}

/** What the script wants at its peak, where the run came by it, and how far off the run was. */
function AgainstScript({ figures: { run, span, area } }: { readonly figures: RunFigures }) {
  const { t, format } = useWords();
  const { answer } = useAnswer('rehearsal.options', { changes: run.changes }, '');
  if (!answer || run.only !== undefined) return null;
  const { peak, peakAt } = answer.expected;
  if (peakAt < span.from || peakAt > span.until) return null;
  return (
    <span className="label against-script">
      {t('results.againstScript', {
        peak: format.count(peak),
        off: format.signedPercent(area.peak.people / peak - 1),
      })}
    </span>
  );
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
