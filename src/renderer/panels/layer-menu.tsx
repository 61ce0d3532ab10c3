import { useId } from 'react';
import { WarningImport } from '../commands/warning-import.tsx';
import { STREAK_FROM_PER_M_MIN } from '../map/flow-lines.ts';
import { useSeat, useUi, useWords } from '../seat.ts';
import { KEYED_LAYERS, LAYER_GROUPS, type LayerName } from '../state/ui-store.ts';
import { ImportedMaps } from './maps/imported-maps.tsx';

/** Figures that the names of layers tell. */
const FIGURES = { least: STREAK_FROM_PER_M_MIN };
const GROUPS = ['crowd', 'forces', 'data'] as const;

/** Which layers the map shows, in groups, each with its key; then what was imported. */
export function LayerMenu() {
  const { t } = useWords();
  return (
    <fieldset className="layer-menu">
      <legend className="hidden">{t('map.layers')}</legend>
      {GROUPS.map((group) => (
        <LayerGroup key={group} group={group} />
      ))}
      <ImportedMaps />
      <WarningImport />
    </fieldset>
  );
}

function LayerGroup({ group }: { readonly group: (typeof GROUPS)[number] }) {
  const { t } = useWords();
  const heading = useId();
  return (
    <section className="layer-group" aria-labelledby={heading}>
      <h3 id={heading}>{t(`map.layerGroup.${group}`)}</h3>
      {LAYER_GROUPS[group].map((name) => (
        <LayerSwitch key={name} name={name} />
      ))}
    </section>
  );
}

function LayerSwitch({ name }: { readonly name: LayerName }) {
  const seat = useSeat();
  const { t } = useWords();
  const shown = useUi((state) => state.layers[name]);
  const place = KEYED_LAYERS.indexOf(name) + 1;
  const show = (isShown: boolean) =>
    seat.ui.setState(({ layers }) => ({ layers: { ...layers, [name]: isShown } }));
  return (
    <label>
      <input type="checkbox" checked={shown} onChange={(event) => show(event.target.checked)} />
      <span>{t(`layer.${name}`, FIGURES)}</span>
      {place > 0 && <kbd>⇧{place % 10}</kbd>}
    </label>
  );
}
