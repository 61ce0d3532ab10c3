import { useMemo, useState } from 'react';
import type { RunFigures } from '../../domain/rehearsal/run-figures.ts';
import { useSeat, useWords } from '../seat.ts';
import { RUN_MARKS, RUN_RASTERS, type RunMarkName } from '../state/ui-store.ts';
import { figureMarks } from './figure-marks.ts';
import { RunMapOnShow, RunMarksOnShow } from './run-map-on-show.tsx';

type Shown = (typeof RUN_RASTERS)[number] | RunMarkName;

/** Puts one of a run's rasters over the density, or one kind of its figures on the map; off again with the panel. */
export function ResultsMap({ figures }: { readonly figures: RunFigures }) {
  const seat = useSeat();
  const { t, format } = useWords();
  const [shown, setShown] = useState<Shown>();
  const { maps, run } = figures;
  const mark = RUN_MARKS.find((name) => name === shown);
  const raster = RUN_RASTERS.find((name) => name === shown);
  const marks = useMemo(
    () => mark && figureMarks(mark, figures, seat.facts, format),
    [mark, figures, seat, format],
  );
  return (
    <div>
      <label className="field">
        <span className="label">{t('results.onMap')}</span>
        <select
          value={shown ?? ''}
          onChange={({ target: { value } }) =>
            setShown(value === '' ? undefined : (value as Shown))
          }
        >
          <option value="">{t('results.noMap')}</option>
          {RUN_RASTERS.filter(() => maps !== undefined).map((name) => (
            <option key={name} value={name}>
              {t(`results.mapOf.${name}`)}
            </option>
          ))}
          {RUN_MARKS.map((name) => (
            <option key={name} value={name}>
              {t(`results.mapOf.${name}`)}
            </option>
          ))}
        </select>
      </label>
      {marks?.length === 0 && <p className="hint">{t('results.nothingOnMap')}</p>}
      {raster && maps && <RunMapOnShow map={maps[raster]} run={run.label} what={raster} />}
      {mark && marks && <RunMarksOnShow marks={marks} run={run.label} what={mark} />}
    </div>
  );
}
