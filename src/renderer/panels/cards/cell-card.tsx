import {
  AGE_STEP_S,
  DENSITY_STEP_PER_M2,
  NEVER_SUPPORTED,
} from '../../../domain/crowd/density-frame.ts';
import { levelOfService } from '../../../domain/crowd/level-of-service.ts';
import { SURFACES } from '../../../domain/crowd/surface.ts';
import { VOID_AFTER_S } from '../../map/layers/density-scale.ts';
import { useSeat, useWords, useWorld } from '../../seat.ts';

/** Density and level of service of the cell under the pointer, by the surface it has. */
export function CellCard({ cell }: { readonly cell: number }) {
  const { facts, frames } = useSeat();
  const { t, format } = useWords();
  const surface = SURFACES[facts.ground.surfaceOfCell[cell] ?? 0] ?? 'walkway';
  const text = useWorld(({ now }) => {
    const frame = frames.newest();
    const age = frame?.age[cell] ?? NEVER_SUPPORTED;
    const ageS = age * AGE_STEP_S + (frame ? (now - frame.issuedAt) / 1_000 : 0);
    if (!frame || age === NEVER_SUPPORTED || ageS > VOID_AFTER_S) return t('card.unobserved');
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
