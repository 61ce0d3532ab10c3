import { useMemo } from 'react';
import { CommandKey } from '../commands/command-key.tsx';
import { runCommand } from '../commands/commands.ts';
import { measuredArea, measuredCrowd, measuredLengthM } from '../map/tools/measure.ts';
import { useSeat, useUi, useWords, useWorld } from '../seat.ts';
import type { Measuring } from '../state/ui-store.ts';

/** What is being measured, in figures, with what the hand on the mouse does by keyboard too. */
export function MeasureCard() {
  const measuring = useUi((state) => state.measuring);
  return measuring ? <Measure measuring={measuring} /> : null;
}

function Measure({ measuring }: { readonly measuring: Measuring }) {
  const seat = useSeat();
  const { t, format } = useWords();
  const { points, closed } = measuring;
  const lengthM = measuredLengthM(seat.facts, measuring);
  const put = (next: Measuring) => seat.ui.setState({ measuring: next });
  const addCentre = () => {
    const at = seat.map?.centre();
    if (at) put({ points: closed ? [at] : [...points, at], closed: false });
  };
  return (
    <section className="measure-card" aria-label={t('measure.title')}>
      <p className="card-head">
        <strong>{t('measure.title')}</strong>
      </p>
      <div role="status">
        {points.length < 2 ? (
          <p className="label">{t('measure.hint')}</p>
        ) : (
          <p className="measure-figure">
            <span className="label">{t(closed ? 'measure.around' : 'measure.length')}</span>{' '}
            <strong>{format.count(lengthM)}</strong> {t('unit.metres')}
          </p>
        )}
        {closed && <AreaFigures measuring={measuring} />}
      </div>
      <div className="measure-buttons">
        <button type="button" onClick={addCentre}>
          {t('measure.addCentre')}
        </button>
        <button
          type="button"
          disabled={closed || points.length < 3}
          onClick={() => put({ points, closed: true })}
        >
          {t('measure.close')}
        </button>
        <button
          type="button"
          disabled={points.length === 0}
          onClick={() =>
            put(closed ? { points, closed: false } : { points: points.slice(0, -1), closed })
          }
        >
          {t('measure.back')}
        </button>
        <button type="button" onClick={() => runCommand(seat, 'measure')}>
          {t('measure.end')} <CommandKey id="measure" />
        </button>
      </div>
    </section>
  );
}

function AreaFigures({ measuring }: { readonly measuring: Measuring }) {
  const { facts, frames } = useSeat();
  const { t, format } = useWords();
  const { areaM2, usableM2, cells } = useMemo(
    () => measuredArea(facts, measuring.points),
    [facts, measuring],
  );
  const [people, density, known, stale] = useWorld(({ now }) => {
    const crowd = measuredCrowd(cells, facts.ground.grid.cellM, frames.newest(), now);
    return [
      crowd.people === undefined ? undefined : format.count(crowd.people),
      format.density(crowd.densityPerM2),
      format.percent(crowd.knownShare),
      format.percent(crowd.staleShare),
    ];
  });
  return (
    <>
      <p className="measure-figure">
        <span className="label">{t('measure.area')}</span> <strong>{format.count(areaM2)}</strong>{' '}
        {t('unit.squareMetres')} · {t('measure.usable', { n: format.count(usableM2) })}
      </p>
      {people === undefined ? (
        <p>{t('measure.noPeople')}</p>
      ) : (
        <>
          <p className="measure-figure">
            <span className="label">{t('measure.people')}</span> <strong>{people}</strong>{' '}
            {t('unit.people')} · {density} {t('unit.perM2')}
          </p>
          <p className="label">{t('measure.known', { known: known ?? '', stale: stale ?? '' })}</p>
        </>
      )}
      <p className="label">{t('measure.caveat')}</p>
    </>
  );
}
