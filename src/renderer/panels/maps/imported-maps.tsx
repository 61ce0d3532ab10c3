import { useState } from 'react';
import { mayAct } from '../../commands/may-act.ts';
import { importColour } from '../../map/import-colour.ts';
import { useSeat, useUi, useWords, useWorld } from '../../seat.ts';
import { useAnswer } from '../../ui/use-answer.ts';
import { FORMAT_NAMES } from './map-file-facts.tsx';

/** The imported maps in the layer menu: each with its switch, where it is from, and what is wrong with it. */
export function ImportedMaps() {
  const seat = useSeat();
  const { t } = useWords();
  const ids = useWorld(({ world }) => Object.keys(world.mapLayers));
  const mayAdd = useWorld((state) => mayAct(state, 'mapLayers.add'));
  const { answer } = useAnswer('mapLayers.missing', {}, ids.join());
  const open = () => {
    const next = { kind: 'importMap' } as const;
    // Whoever changes everybody's map has a name first.
    const dialog = seat.ui.getState().operator ? next : ({ kind: 'takeOver', next } as const);
    seat.ui.setState({ dialog });
  };
  return (
    <section className="imported-maps" aria-label={t('maps.title')}>
      <h3>{t('maps.title')}</h3>
      {ids.length === 0 && <p className="label">{t('maps.none')}</p>}
      <ul>
        {ids.map((id) => (
          <ImportedMap
            key={id}
            id={id}
            missing={answer?.missing.find((each) => each.id === id)?.file}
            mayRemove={mayAdd}
          />
        ))}
      </ul>
      {mayAdd && (
        <button type="button" onClick={open}>
          {t('maps.import')}
        </button>
      )}
    </section>
  );
}

interface ImportedMapProps {
  readonly id: string;
  /** The archive that is not there. */
  readonly missing: string | undefined;
  readonly mayRemove: boolean;
}

function ImportedMap({ id, missing, mayRemove }: ImportedMapProps) {
  const seat = useSeat();
  const { t } = useWords();
  const [name, format, datum, by, attribution] = useWorld(({ world }) => {
    const layer = world.mapLayers[id];
    return [layer?.name, layer?.format, layer?.datum, layer?.addedBy, layer?.attribution];
  });
  const hidden = useUi((state) => state.hiddenMaps);
  const [asked, setAsked] = useState(false);
  const [failure, setFailure] = useState('');
  const show = (isShown: boolean) => {
    const others = hidden.filter((each) => each !== id);
    seat.ui.setState({ hiddenMaps: isShown ? others : [...others, id] });
  };
  const remove = () => {
    if (!seat.ui.getState().operator) {
      seat.ui.setState({ dialog: { kind: 'takeOver', next: undefined } });
    } else if (asked) {
      seat.call('mapLayers.remove', { id }).catch((error: Error) => {
        setAsked(false);
        setFailure(t('maps.removeFailed', { reason: error.message }));
      });
    } else setAsked(true);
  };
  return (
    <li className="imported-map">
      <label title={name}>
        <input
          type="checkbox"
          checked={!hidden.includes(id)}
          onChange={(event) => show(event.target.checked)}
        />
        <svg className="map-swatch" color={importColour(id)} aria-hidden="true" />
        <span>{name}</span>
        {mayRemove && (
          <button type="button" className="quiet" onClick={remove} onBlur={() => setAsked(false)}>
            {t(asked ? 'maps.confirmRemove' : 'maps.remove')}
          </button>
        )}
      </label>
      <span className="label">
        {t('maps.detail', {
          format: format ? FORMAT_NAMES[format] : '',
          datum: datum ?? '',
          by: by ?? '',
        })}
      </span>
      {attribution && <span className="label">{attribution}</span>}
      {missing && <span className="label warn">{t('maps.missing', { file: missing })}</span>}
      <span role="alert" className="label failure">
        {failure}
      </span>
    </li>
  );
}
