import { UNIT_OLD_AFTER_MS } from '../../map/layers/units.ts';
import { useSeat, useWords, useWorld } from '../../seat.ts';
import { placeName } from '../../state/judgement.ts';
import { Age } from '../../ui/age.tsx';

/** A unit by its own position reports: whose it is, what it does, where it was last. */
export function UnitCard({ id }: { readonly id: string }) {
  const { facts } = useSeat();
  const { t, language } = useWords();
  const [callsign, agency, status, zone] = useWorld(({ world }) => {
    const unit = world.units[id];
    return [unit?.callsign, unit?.agency, unit?.status, unit?.zone] as const;
  });
  if (status === undefined) return null;
  return (
    <>
      <p className="card-head">
        <strong>{callsign}</strong> <span className="label">{agency}</span>
      </p>
      <p>
        {t(`card.unitStatus.${status}`)} ·{' '}
        {zone === undefined ? t('unit.unknown') : placeName(facts, zone, language)} ·{' '}
        <Age at={({ world }) => world.units[id]?.observedAt} staleAfter={UNIT_OLD_AFTER_MS} />
      </p>
      <p className="label">{t('card.ownReports')}</p>
    </>
  );
}
