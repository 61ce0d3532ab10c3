import { type FormEvent, useState } from 'react';
import { DATUMS, type Datum } from '../../../domain/geo/datum.ts';
import { useSeat, useWords } from '../../seat.ts';
import { useAnswer } from '../../ui/use-answer.ts';
import { MapFileFacts } from './map-file-facts.tsx';

interface ImportMapFormProps {
  /** The hub's name for the file. */
  readonly upload: string;
  readonly fileName: string;
  readonly onClose: () => void;
}

/** What the hub found in a file, and what an operator must say of it before it is added: name and datum. */
export function ImportMapForm({ upload, fileName, onClose }: ImportMapFormProps) {
  const seat = useSeat();
  const { t } = useWords();
  const [name, setName] = useState(fileName.replace(/\.[^.]*$/, '').slice(0, 80));
  const [datum, setDatum] = useState<Datum>();
  const [written, setWritten] = useState<string>();
  const [isAdding, setAdding] = useState(false);
  const [failure, setFailure] = useState('');
  const input = { upload, ...(datum === undefined ? {} : { datum }) };
  const { answer, failure: refusal } = useAnswer('mapLayers.preview', input, '');
  const attribution = written ?? answer?.attribution ?? '';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!datum) return;
    setAdding(true);
    setFailure('');
    seat
      .call('mapLayers.add', { upload, name: name.trim(), datum, attribution })
      .then(onClose, (error: Error) => {
        setAdding(false);
        setFailure(t('maps.failed', { reason: error.message }));
      });
  };
  const isMovedTiles = answer?.kind === 'tiles' && datum !== undefined && datum !== 'WGS84';
  const isReady = answer !== undefined && datum !== undefined && !isMovedTiles;
  return (
    <form onSubmit={submit}>
      {refusal && <p className="failure">{t('maps.refused', { reason: refusal })}</p>}
      {answer && (
        <>
          <MapFileFacts preview={answer} datum={datum} />
          <label className="field">
            <span className="label">{t('maps.datum')}</span>
            <select
              required
              value={datum ?? ''}
              onChange={(event) => setDatum(DATUMS.find((each) => each === event.target.value))}
            >
              <option value="">{t('maps.chooseDatum')}</option>
              {DATUMS.map((each) => (
                <option key={each}>{each}</option>
              ))}
            </select>
            <span className="label">{t('maps.datumHelp')}</span>
          </label>
          <Suggestion
            suggested={isMovedTiles ? undefined : answer.suggested}
            isOffSite={answer.placements.find((each) => each.datum === datum)?.onSite === 0}
          />
          {isMovedTiles && <p className="warn">{t('maps.tilesOnlyWgs84')}</p>}
          <label className="field">
            <span className="label">{t('maps.name')}</span>
            <input
              type="text"
              required
              maxLength={80}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          </label>
          <label className="field">
            <span className="label">{t('maps.attribution')}</span>
            <input
              type="text"
              maxLength={300}
              value={attribution}
              onChange={(event) => setWritten(event.target.value)}
            />
          </label>
        </>
      )}
      <p role="alert" className="failure">
        {failure}
      </p>
      <div className="actions">
        <button type="button" onClick={onClose}>
          {t('common.cancel')}
        </button>
        <button
          type="submit"
          className="primary"
          disabled={!isReady || isAdding || name.trim() === ''}
        >
          {t(isAdding ? 'maps.adding' : 'maps.add')}
        </button>
      </div>
    </form>
  );
}

function Suggestion({
  suggested,
  isOffSite,
}: {
  readonly suggested: Datum | undefined;
  readonly isOffSite: boolean;
}) {
  const { t } = useWords();
  if (suggested) return <p className="warn">{t('maps.suggestion', { datum: suggested })}</p>;
  return isOffSite ? <p className="warn">{t('maps.offSite')}</p> : null;
}
