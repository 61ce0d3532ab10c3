import {
  AGE_STEP_S,
  DENSITY_STEP_PER_M2,
  NEVER_SUPPORTED,
} from '../../domain/crowd/density-frame.ts';
import { levelOfService } from '../../domain/crowd/level-of-service.ts';
import { SURFACES } from '../../domain/crowd/surface.ts';
import { DRONE_LINK_LOST_MS } from '../../domain/forces/drone.ts';
import { modeWords } from '../commands/order-draft.ts';
import { VOID_AFTER_S } from '../map/layers/density-scale.ts';
import { markState } from '../map/layers/marks.ts';
import { useSeat, useUi, useWords, useWorld } from '../seat.ts';
import { levelAt, placeName, reasonWords } from '../state/judgement.ts';
import type { Target } from '../state/ui-store.ts';
import { Age } from '../ui/age.tsx';
import { LevelMark } from '../ui/level-mark.tsx';
import { ModeMark } from '../ui/mode-mark.tsx';

/** What the pointer rests on, in words and figures, with their age. */
export function HoverCard() {
  const target = useUi(({ hover }) => hover?.target);
  const cell = useUi(({ hover }) => hover?.cell);
  if (!target && cell === undefined) return null;
  return (
    <div className="hover-card">
      {target && <TargetFigures target={target} />}
      {cell !== undefined && <CellFigures cell={cell} />}
    </div>
  );
}

function TargetFigures({ target }: { readonly target: Target }) {
  if (target.kind === 'checkpoint') return <CheckpointFigures id={target.id} />;
  if (target.kind === 'drone') return <DroneFigures id={target.id} />;
  if (target.kind === 'mark') return <MarkFigures id={target.id} />;
  return <PlaceFigures kind={target.kind} id={target.id} />;
}

function PlaceFigures({ kind, id }: { readonly kind: 'zone' | 'hotSpot'; readonly id: string }) {
  const { facts } = useSeat();
  const { t, format, language } = useWords();
  const index =
    kind === 'zone'
      ? (facts.leafIndex.get(id) ?? -1)
      : facts.site.hotSpots.findIndex((each) => each.id === id);
  const [level, reason, people, sd, density, supportAt] = useWorld(({ world, now }) => {
    const list = kind === 'zone' ? world.estimate?.zones : world.estimate?.hotSpots;
    const known = list?.[index];
    return [
      levelAt(world, now, id, known?.supportAt),
      reasonWords(world.levels[id]?.reason, facts, t, format, language),
      format.count(known?.people),
      format.count(known?.sd),
      format.density(known?.densityPerM2),
      known?.supportAt,
    ];
  });
  return (
    <>
      <p className="card-head">
        <LevelMark level={level} /> <strong>{placeName(facts, id, language)}</strong>
      </p>
      <p>
        {people} {t('unit.plusMinus', { n: sd })} {t('unit.people')} · {density} {t('unit.perM2')} ·{' '}
        <Age at={() => supportAt} />
      </p>
      <p className="label">{reason}</p>
    </>
  );
}

function CheckpointFigures({ id }: { readonly id: string }) {
  const { facts } = useSeat();
  const { t, format, language } = useWords();
  const checkpoint = facts.checkpoints.get(id);
  const [mode, rate, inPerMin, outPerMin, supportAt] = useWorld(({ world }) => {
    const flow = world.estimate?.checkpoints.find((each) => each.checkpoint === id);
    const state = world.checkpoints[id];
    return [
      state?.mode ?? 'open',
      state?.meteredPerMinLane,
      format.count(flow?.inPerMin),
      format.count(flow?.outPerMin),
      flow?.supportAt,
    ] as const;
  });
  if (!checkpoint) return null;
  return (
    <>
      <p className="card-head">
        <ModeMark mode={mode} staffed={checkpoint.staffed} />{' '}
        <strong>
          {checkpoint.number} {checkpoint.name[language]}
        </strong>
      </p>
      <p>
        {modeWords(t, mode, rate)} ·{' '}
        {t(checkpoint.staffed ? 'checkpoints.staffed' : 'checkpoints.unstaffed')}
      </p>
      <p>
        {t('unit.in')} {inPerMin} {t('unit.out')} {outPerMin} {t('unit.perMin')} ·{' '}
        <Age at={() => supportAt} />
      </p>
    </>
  );
}

function DroneFigures({ id }: { readonly id: string }) {
  const { t, format } = useWords();
  const [callsign, altitude, battery] = useWorld(({ world }) => {
    const report = world.drones[id]?.report;
    return [report?.callsign, format.count(report?.altM), format.count(report?.batteryPct)];
  });
  return (
    <>
      <p className="card-head">
        <strong>{callsign}</strong>
      </p>
      <p>
        {t('drones.altitude')} {altitude} {t('unit.metres')} · {t('drones.battery')} {battery}{' '}
        {t('unit.percent')} ·{' '}
        <Age
          at={({ world }) => world.drones[id]?.report.observedAt}
          staleAfter={DRONE_LINK_LOST_MS}
        />
      </p>
    </>
  );
}

/** What another system put on the map: whose, what, how old. */
function MarkFigures({ id }: { readonly id: string }) {
  const { t } = useWords();
  const [name, source, type, text, state] = useWorld(({ world, now }) => {
    const mark = world.marks[id];
    return [
      mark?.name,
      mark?.source,
      mark?.type,
      mark?.text,
      mark && markState(mark, now),
    ] as const;
  });
  if (source === undefined) return null;
  return (
    <>
      <p className="card-head">
        <strong>{name}</strong>
      </p>
      <p>
        {t(`mark.source.${source}`)} · {type} ·{' '}
        <Age at={({ world }) => world.marks[id]?.observedAt} />
        {state === 'stale' && <span className="warn"> {t('mark.stale')}</span>}
      </p>
      {text !== undefined && <p className="mark-text">{text}</p>}
      <p className="label">{t('mark.context')}</p>
    </>
  );
}

/** Density and level of service of the cell under the pointer, by the surface it has. */
function CellFigures({ cell }: { readonly cell: number }) {
  const { facts, frames } = useSeat();
  const { t, format } = useWords();
  const surface = SURFACES[facts.ground.surfaceOfCell[cell] ?? 0] ?? 'walkway';
  const text = useWorld(({ now }) => {
    const frame = frames.newest();
    const age = frame?.age[cell] ?? NEVER_SUPPORTED;
    const ageS = age * AGE_STEP_S + (frame ? (now - frame.issuedAt) / 1_000 : 0);
    if (!frame || age === NEVER_SUPPORTED || ageS > VOID_AFTER_S) return t('unit.unknown');
    const perM2 = (frame.density[cell] ?? 0) * DENSITY_STEP_PER_M2;
    const level = levelOfService(perM2, surface);
    const service = t('map.los', { level, surface: t(`surface.${surface}`) });
    return `${format.density(perM2)} ${t('unit.perM2')} · ${service} · ${format.age(ageS * 1_000)}`;
  });
  return (
    <p className="card-cell">
      <span className="label">{t('map.here')}</span> {text}
    </p>
  );
}
