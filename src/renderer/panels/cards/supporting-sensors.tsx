import { useSeat, useWords, useWorld } from '../../seat.ts';
import { freshCount, sensorsOf } from '../../state/sensor-facts.ts';
import type { Target } from '../../state/ui-store.ts';

/** Where a figure comes from: how many of its sensors still speak. */
export function SupportingSensors({ kind, id }: Target) {
  const { facts } = useSeat();
  const { t } = useWords();
  const sensors = sensorsOf(facts, { kind, id });
  const fresh = useWorld(({ world, now }) => freshCount(facts, world, now, sensors));
  if (sensors.length === 0) return <p className="label">{t('card.noSensors')}</p>;
  return (
    <p className={fresh < sensors.length ? 'warn' : 'label'}>
      {t('card.sensors', { fresh, all: sensors.length })}
    </p>
  );
}
