import { useSeat, useWords, useWorld } from '../../seat.ts';
import { measureOf } from '../../state/sensor-facts.ts';
import { Age } from '../../ui/age.tsx';

/** A sensor: its newest reading as it came, one standard deviation of it, its age, and how much came late. */
export function SensorCard({ id }: { readonly id: string }) {
  const { facts } = useSeat();
  const { t, format, language } = useWords();
  const sensor = facts.sensors.get(id);
  const index = facts.sensorIndex.get(id) ?? -1;
  const [last, said, count, late] = useWorld(({ world }) => {
    const state = world.sensors[index];
    return [state?.lastValue, state?.measure, state?.count, state?.late] as const;
  });
  if (!sensor) return null;
  const measure = measureOf(said, sensor.kind);
  const written = measure === 'density' ? format.density : format.count;
  const sd = last === undefined ? undefined : last * sensor.relativeError;
  return (
    <>
      <p className="card-head">
        <strong>{sensor.name[language]}</strong>{' '}
        <span className="label">{t(`sources.kind.${sensor.kind}`)}</span>
      </p>
      <p>
        {written(last)} {t('unit.plusMinus', { n: written(sd) })} {t(`sources.measure.${measure}`)}{' '}
        ·{' '}
        <Age
          at={({ world }) => world.sensors[index]?.lastObservedAt}
          staleAfter={sensor.staleAfterS * 1_000}
        />
      </p>
      <p className="label">
        {count
          ? t('card.readings', { n: format.count(count), late: format.count(late) })
          : t('sources.health.never')}
      </p>
    </>
  );
}
