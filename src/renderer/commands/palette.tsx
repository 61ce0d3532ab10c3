import { type KeyboardEvent, useId, useState } from 'react';
import { useSeat, useWords, useWorld } from '../seat.ts';
import { Modal } from '../ui/modal.tsx';
import { runCommand, select } from './commands.ts';
import { type Findable, findableCommands, findableObjects, search } from './search.ts';

/** Looks for objects on the map and, when it was opened for everything, for commands; all by keyboard. */
export function Palette({ commands }: { readonly commands: boolean }) {
  const seat = useSeat();
  const { t, language } = useWords();
  const [words, setWords] = useState('');
  const [at, setAt] = useState(0);
  const listId = useId();
  // Names change with the drones, units and marks that are there, not with every figure.
  const moving = useWorld(({ world }) =>
    [world.drones, world.units, world.marks].flatMap(Object.keys).join(' '),
  );
  const found = useFound(words, commands, moving);
  const chosen = Math.min(at, found.length - 1);
  const close = () => seat.ui.setState({ dialog: undefined });
  const take = (one: Findable | undefined) => {
    if (!one) return;
    close();
    if (one.kind === 'command') runCommand(seat, one.command);
    else select(seat, one.target);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      setAt((chosen + step + found.length) % Math.max(1, found.length));
    } else if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      event.preventDefault();
      take(found[chosen]);
    }
  };
  const optionId = (index: number) => `${listId}-${index}`;
  return (
    <Modal
      title={t(commands ? 'palette.title' : 'palette.search')}
      onClose={close}
      className="palette"
    >
      <input
        type="text"
        role="combobox"
        aria-label={t(commands ? 'palette.title' : 'palette.search')}
        aria-expanded
        aria-controls={listId}
        aria-activedescendant={found.length > 0 ? optionId(chosen) : undefined}
        autoComplete="off"
        spellCheck={false}
        placeholder={t('palette.hint')}
        value={words}
        onChange={(event) => {
          setWords(event.target.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div role="listbox" id={listId} aria-label={t('palette.found')} className="found">
        {found.map((one, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field above keeps the focus and takes the keys
          <div
            key={one.key}
            id={optionId(index)}
            role="option"
            tabIndex={-1}
            aria-selected={index === chosen}
            onClick={() => take(one)}
          >
            <span className="tag">{t(`palette.kind.${one.kind}`)}</span>
            <strong>{one[language]}</strong>
            <span className="label">{one[language === 'zh' ? 'en' : 'zh']}</span>
            {one.code !== undefined && <kbd>{one.code}</kbd>}
          </div>
        ))}
      </div>
      {found.length === 0 && <p className="empty">{t('palette.nothing')}</p>}
    </Modal>
  );
}

function useFound(words: string, commands: boolean, moving: string): readonly Findable[] {
  const seat = useSeat();
  const { world } = seat.worldStore.store.getState();
  // `moving` is what the list depends on; the world itself is read once.
  void moving;
  const objects = world ? findableObjects(seat.facts, world) : [];
  return search(commands ? [...findableCommands(), ...objects] : objects, words);
}
