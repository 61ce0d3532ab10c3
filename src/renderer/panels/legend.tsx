import { DEFAULT_LADDER } from '../../domain/alert/ladder.ts';
import { DENSITY_SCALE, STALE_AFTER_S, VOID_AFTER_S } from '../map/layers/density-scale.ts';
import { RunMapCaption } from '../rehearse/run-map-caption.tsx';
import { useUi, useWords, useWorld } from '../seat.ts';

/** So wide that the figures below keep the size of the seat's smallest words. */
const SWATCH = 30;
const { walkway, stairs } = DEFAULT_LADDER.densityPerM2;
/** What the shader draws lines at. */
const LINES = {
  ...{ yellow: walkway[0], orange: walkway[1], red: walkway[2] },
  stairs: stairs.join(' / '),
};

/** The density's fixed scale in ped/m², always on, with the age of the raster; above it what a run's map shows. */
export function Legend() {
  const { t, format } = useWords();
  const isolines = useUi(({ layers }) => layers.density && layers.isolines);
  const age = useWorld(({ now, frameAt }) => {
    if (frameAt === undefined) return t('map.noFrame');
    return t('map.frameAge', { age: t('unit.age', { age: format.age(now - frameAt) }) });
  });
  return (
    <div className="legend">
      <RunMapCaption />
      <div className="legend-head">
        <strong>{t('map.legend')}</strong>
        <span className="label">{age}</span>
      </div>
      <svg
        className="legend-scale"
        viewBox={`0 0 ${SWATCH * DENSITY_SCALE.length} 27`}
        aria-hidden="true"
      >
        {DENSITY_SCALE.map(({ perM2, hex }, index) => (
          <g key={perM2}>
            <rect x={index * SWATCH} y={0} width={SWATCH} height={11} fill={hex} />
            <text x={(index + 0.5) * SWATCH} y={24} textAnchor="middle">
              {index === DENSITY_SCALE.length - 1 ? `${perM2}+` : perM2}
            </text>
          </g>
        ))}
      </svg>
      {isolines && <p className="legend-lines">{t('map.isolines', LINES)}</p>}
      <div className="legend-notes">
        <span className="legend-note">
          <span className="swatch swatch-stale" />
          {t('map.stale', { n: STALE_AFTER_S })}
        </span>
        <span className="legend-note">
          <span className="swatch swatch-never" />
          {t('map.never', { n: VOID_AFTER_S / 60 })}
        </span>
      </div>
    </div>
  );
}
