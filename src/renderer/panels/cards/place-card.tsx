import { useSeat, useWords, useWorld } from '../../seat.ts';
import { levelAt, placeFigures, placeName, reasonWords } from '../../state/judgement.ts';
import { Age } from '../../ui/age.tsx';
import { LevelMark } from '../../ui/level-mark.tsx';
import { SupportingSensors } from './supporting-sensors.tsx';

interface PlaceCardProps {
  readonly kind: 'zone' | 'hotSpot';
  readonly id: string;
}

/** A zone or hot-spot: people with ±, density, level with its reason, and how many of its sensors speak. */
export function PlaceCard({ kind, id }: PlaceCardProps) {
  const { facts } = useSeat();
  const { t, format, language } = useWords();
  const index =
    kind === 'zone'
      ? (facts.leafIndex.get(id) ?? -1)
      : facts.site.hotSpots.findIndex((each) => each.id === id);
  const [level, reason, people, sd, density, supportAt] = useWorld(({ world, now }) => {
    const known = placeFigures(world, { kind, index });
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
      {kind === 'zone' && <ZoneFlow index={index} />}
      <p className="label">{reason}</p>
      <SupportingSensors kind={kind} id={id} />
    </>
  );
}

function ZoneFlow({ index }: { readonly index: number }) {
  const { t, format } = useWords();
  const [inPerMin, outPerMin] = useWorld(({ world }) => {
    const zone = world.estimate?.zones[index];
    return [format.count(zone?.inPerMin), format.count(zone?.outPerMin)];
  });
  return (
    <p>
      {t('unit.in')} {inPerMin} {t('unit.out')} {outPerMin} {t('unit.perMin')}
    </p>
  );
}
