import { DRONE_LINK_LOST_MS } from '../../domain/forces/drone.ts';
import { select } from '../commands/commands.ts';
import { isDroneLost } from '../map/layers/drones.ts';
import { useSeat, useUi, useWords, useWorld } from '../seat.ts';
import { Age } from '../ui/age.tsx';

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
  const selected = useUi(({ selection }) => selection?.kind === 'drone' && selection.id === id);
  const [callsign, altitude, battery, speed, task] = useWorld(({ world }) => {
    const report = world.drones[id]?.report;
    return [
      report?.callsign ?? id,
      format.count(report?.altM),
      format.count(report?.batteryPct),
      format.count(report?.groundSpeedMps),
      report?.task,
    ];
  });
  const lost = useWorld(({ world, now }) => {
    const drone = world.drones[id];
    return !drone || isDroneLost(drone, world, now);
  });
  return (
    <li className={lost ? 'drone lost' : 'drone'}>
      <button
        type="button"
        aria-pressed={selected}
        onClick={() => select(seat, { kind: 'drone', id })}
      >
        <span className="drone-head">
          <strong>{callsign}</strong>
          <span className={lost ? 'warn' : 'label'}>
            {lost ? t('drones.lost', { age: '' }) : t('drones.linked')}
          </span>
          <Age
            at={({ world }) => world.drones[id]?.report.observedAt}
            staleAfter={DRONE_LINK_LOST_MS}
          />
        </span>
        <span className="drone-figures">
          <Part label={t('drones.altitude')} value={altitude} unit={t('unit.metres')} />
          <Part label={t('drones.battery')} value={battery} unit={t('unit.percent')} />
          <Part label={t('drones.speed')} value={speed} unit={t('drones.metresPerSecond')} />
        </span>
        <span className="label">{task ?? t('drones.noTask')}</span>
      </button>
    </li>
  );
}

interface PartProps {
  readonly label: string;
  readonly value: string;
  readonly unit: string;
}

function Part({ label, value, unit }: PartProps) {
  return (
    <span>
      <span className="label">{label}</span> {value}
      <span className="unit">{unit}</span>
    </span>
  );
}
