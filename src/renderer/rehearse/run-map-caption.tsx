import type { DensityMap } from '../../domain/rehearsal/density-map.ts';
import { runMapScale } from '../map/run-map-colours.ts';
import { useUi, useWords } from '../seat.ts';

/** In the legend while something of a run lies over the map: which run, what of it, in which unit and colours. */
export function RunMapCaption() {
  const { t } = useWords();
  const shown = useUi((state) => state.runMap);
  if (!shown) return null;
  const { run, what, unit } = shown;
  return (
    <div className="run-map-caption" role="status">
      <strong>{t(`results.mapOf.${what}`)}</strong> <span>{run}</span>
      {unit && <Scale unit={unit} />}
    </div>
  );
}

function Scale({ unit }: { readonly unit: DensityMap['unit'] }) {
  const { t } = useWords();
  return (
    <span className="run-map-scale">
      {runMapScale(unit).map(({ says, hex }) => (
        <span key={says}>
          <svg className="run-map-swatch" viewBox="0 0 12 12" aria-hidden="true">
            <rect width={12} height={12} fill={hex} />
          </svg>
          {says}
        </span>
      ))}
      <span className="unit">
        {t(unit.startsWith('min') ? 'runCompare.units.min' : 'unit.perM2')}
      </span>
    </span>
  );
}
