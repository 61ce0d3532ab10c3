import { expect, test } from 'vitest';
import { linkUi } from './link-ui.ts';
import { createUiStore } from './ui-store.ts';

test('two screens share language, layers and what is chosen, either way, until they are parted', () => {
  const first = createUiStore('zh');
  const second = createUiStore('en');
  const part = linkUi(first, second);
  expect(second.getState().language).toBe('zh');

  second.setState({ selection: { kind: 'zone', id: 'west' } });
  expect(first.getState().selection).toEqual({ kind: 'zone', id: 'west' });
  first.setState(({ layers }) => ({ layers: { ...layers, flow: false } }));
  expect(second.getState().layers.flow).toBe(false);

  first.setState({ hover: { target: undefined, cell: 3 } });
  expect(second.getState().hover).toBeUndefined();

  part();
  first.setState({ selection: undefined });
  expect(second.getState().selection).toEqual({ kind: 'zone', id: 'west' });
});
