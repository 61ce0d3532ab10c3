import type { DroneReport } from '../../domain/forces/drone.ts';
import { DRONE_LINK_LOST_MS, lastSignOfLife } from '../../domain/forces/drone.ts';
import { localMetres } from '../../domain/geo/local-metres.ts';
import { BroadcastActions } from '../commands/broadcast-actions.tsx';
import { select } from '../commands/commands.ts';
import { useCallsign } from '../commands/use-callsign.ts';
import { isDroneLost, isPositionOld } from '../map/layers/drones.ts';
import { useSeat, useUi, useWords, useWorld } from '../seat.ts';
import { Age } from '../ui/age.tsx';
import { droneTaskWords } from './drone-task.ts';
import { flightModeWords } from './flight-mode.ts';

/** Every drone with its figures; a lost link says so with its age. */
export function DronesTab() {
  const { t } = useWords();
  const ids = useWorld(({ world }) => Object.keys(world.drones));
  if (ids.length === 0) return <p className="empty">{t('drones.empty')}</p>;
  return (
    <ul className="drone-list">
      {ids.map((id) => (
        <DroneRow key={id} id={id} />
      ))}
    </ul>
  );
}

function DroneRow({ id }: { readonly id: string }) {
  const seat = useSeat();
  const { t, format } = useWords();
  const callsign = useCallsign(id);
  const selected = useUi(({ selection }) => selection?.kind === 'drone' && selection.id === id);
  const [altitude, battery, speed, home, mode, task] = useWorld(({ world }) => {
    const report = world.drones[id]?.report;
    return [
      format.count(report?.altM),
      format.count(report?.batteryPct),
      format.count(report?.groundSpeedMps),
      format.count(report && homeDistanceM(report)),
      flightModeWords(report?.mode, t),
      droneTaskWords(report?.task, t),
    ];
  });
  const [lost, positionOld] = useWorld(({ world, now }) => {
    const drone = world.drones[id];
    if (!drone) return [true, false];
    return [isDroneLost(drone, world, now), isPositionOld(drone, world, now)];
  });
  const link = lost
    ? t('drones.lost', { age: '' })
    : t(positionOld ? 'drones.noPosition' : 'drones.linked');
  return (
    <li className={lost ? 'drone lost' : 'drone'}>
      <button
        type="button"
        aria-pressed={selected}
        onClick={() => select(seat, { kind: 'drone', id })}
      >
        <span className="drone-head">
          <strong>{callsign}</strong>
          <span className={lost || positionOld ? 'warn' : 'label'}>{link}</span>
          <Age
            at={({ world }) => {
              const report = world.drones[id]?.report;
              return report && (lost ? lastSignOfLife(report) : report.observedAt);
            }}
            staleAfter={DRONE_LINK_LOST_MS}
          />
        </span>
        <span className="drone-figures">
          <Part label={t('drones.altitude')} value={altitude} unit={t('unit.metres')} />
          <Part label={t('drones.battery')} value={battery} unit={t('unit.percent')} />
          <Part label={t('drones.speed')} value={speed} unit={t('drones.metresPerSecond')} />
        </span>
        <span className="drone-figures">
          <Part label={t('drones.home')} value={home} unit={t('unit.metres')} />
          <Part label={t('drones.mode')} value={mode} unit="" />
        </span>
        <span className="label">{task}</span>
      </button>
      <BroadcastActions id={id} />
    </li>
  );
}

/** Level metres between a drone and where it will return to; undefined where that is not known. */
function homeDistanceM({ lon, lat, home }: DroneReport): number | undefined {
  if (!home) return undefined;
  const [east, north] = localMetres([home.lon, home.lat]).toLocal([lon, lat]);
  return Math.hypot(east, north);
}

interface PartProps {
  readonly label: string;
  readonly value: string;
  readonly unit: string;
}

function Part({ label, value, unit }: PartProps) {
  const { t } = useWords();
  return (
    <span>
      <span className="label">{label}</span> {value}
      {value !== t('unit.unknown') && <span className="unit">{unit}</span>}
    </span>
  );
}
