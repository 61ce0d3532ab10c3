import { DRONE_LINK_LOST_MS, lastSignOfLife } from '../../../domain/forces/drone.ts';
import { useCallsign } from '../../commands/use-callsign.ts';
import { isDroneLost } from '../../map/layers/drones.ts';
import { useWords, useWorld } from '../../seat.ts';
import { Age } from '../../ui/age.tsx';
import { droneTaskWords } from '../drone-task.ts';

/** A drone by its own telemetry: height, battery, task, the age of its position and of its link. */
export function DroneCard({ id }: { readonly id: string }) {
  const { t, format } = useWords();
  const callsign = useCallsign(id);
  const [known, altitude, battery, speed, task] = useWorld(({ world }) => {
    const report = world.drones[id]?.report;
    return [
      report !== undefined,
      format.count(report?.altM),
      format.count(report?.batteryPct),
      format.count(report?.groundSpeedMps),
      droneTaskWords(report?.task, t),
    ];
  });
  const lost = useWorld(({ world, now }) => {
    const drone = world.drones[id];
    if (!drone || !isDroneLost(drone, world, now)) return undefined;
    return format.age(now - lastSignOfLife(drone.report));
  });
  if (!known) return null;
  return (
    <>
      <p className="card-head">
        <strong>{callsign}</strong> <span className="label">{task}</span>
      </p>
      <p>
        {t('drones.altitude')} {altitude} {t('unit.metres')} · {speed} {t('drones.metresPerSecond')}{' '}
        · {t('drones.battery')} {battery} {t('unit.percent')} ·{' '}
        <Age
          at={({ world }) => world.drones[id]?.report.observedAt}
          staleAfter={DRONE_LINK_LOST_MS}
        />
      </p>
      {lost !== undefined && <p className="warn">{t('drones.lost', { age: lost })}</p>}
      <p className="label">{t('card.telemetry')}</p>
    </>
  );
}
