import { type FigureFile, figureFiles } from '../../domain/rehearsal/figure-files.ts';
import type { RunFigures } from '../../domain/rehearsal/run-figures.ts';
import { saveFile } from '../review/save-file.ts';
import { useSeat, useWords } from '../seat.ts';

const TYPES: Readonly<Record<FigureFile['ending'], string>> = {
  '.curves.csv': 'text/csv',
  '.queues.csv': 'text/csv',
  '.figures.csv': 'text/csv',
  '.geojson': 'application/geo+json',
  '.run.json': 'application/json',
};
const WORDS = {
  '.curves.csv': 'curves',
  '.queues.csv': 'queues',
  '.figures.csv': 'figures',
  '.geojson': 'map',
  '.run.json': 'whole',
} as const;
const ENDINGS = Object.keys(WORDS) as FigureFile['ending'][];

/** A run's figures as the files that `anlan simulate` writes: tables, a map, and the whole result. */
export function SaveFigures({ figures }: { readonly figures: RunFigures }) {
  const seat = useSeat();
  const { t } = useWords();
  const save = (ending: FigureFile['ending']) => {
    const file = figureFiles(figures, seat.facts.site).find((each) => each.ending === ending);
    // A run of a folder is named after it, too.
    const name = figures.run.id.replaceAll('/', '-');
    if (file) saveFile(`${name}${ending}`, file.text, TYPES[ending]);
  };
  return (
    <section>
      <h3>{t('results.files')}</h3>
      <div className="field-row">
        {ENDINGS.filter((ending) => ending !== '.queues.csv' || figures.queues).map((ending) => (
          <button key={ending} type="button" onClick={() => save(ending)}>
            {t(`results.file.${WORDS[ending]}`)}
          </button>
        ))}
      </div>
    </section>
  );
}
