import { WarningImport } from '../commands/warning-import.tsx';
import { useSeat, useUi, useWords } from '../seat.ts';
import { LAYERS } from '../state/ui-store.ts';

/** Which layers the map shows. */
export function LayerMenu() {
  const seat = useSeat();
  const { t } = useWords();
  const layers = useUi((state) => state.layers);
  return (
    <fieldset className="layer-menu">
      <legend className="hidden">{t('map.layers')}</legend>
      {LAYERS.map((name) => (
        <label key={name}>
          <input
            type="checkbox"
            checked={layers[name]}
            onChange={(event) =>
              seat.ui.setState({ layers: { ...layers, [name]: event.target.checked } })
            }
          />
          {t(`layer.${name}`)}
        </label>
      ))}
      <WarningImport />
    </fieldset>
  );
}
