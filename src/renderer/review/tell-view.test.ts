import { expect, test } from 'vitest';
import { manualTimers } from '../../../test/fixtures/manual-timers.ts';
import type { Seat } from '../seat.ts';
import { createUiStore } from '../state/ui-store.ts';
import { tellView } from './tell-view.ts';

/** A seat of which only what a view is made of is there. */
function openBench(replay?: object) {
  const timers = manualTimers();
  const ui = createUiStore('en', 'command');
  const told: unknown[] = [];
  let refuses = false;
  let moved = () => {};
  let zoom = 15;
  const seat = {
    ui,
    call: async (_method: string, view: unknown) => {
      if (refuses) throw new Error('the link is gone');
      told.push(view);
    },
    map: {
      view: () => ({ centre: [120, 30], zoom }),
      onMove: (listener: () => void) => {
        moved = listener;
        return () => {};
      },
    },
    worldStore: {
      store: {
        getState: () => ({ attachment: {}, world: { session: { source: 'live' }, replay } }),
      },
    },
  };
  const stop = tellView(seat as never as Seat, timers);
  return {
    ...{ timers, ui, told, stop },
    moveTo: (next: number) => {
      zoom = next;
      moved();
    },
    refuse: (on: boolean) => {
      refuses = on;
    },
  };
}

test('a view is told when it has stood for two seconds, and only what is new', () => {
  const { timers, ui, told, moveTo } = openBench();
  timers.advance(2_000);
  expect(told).toMatchObject([
    { layout: 'command', panel: 'checkpoints', map: { lon: 120, lat: 30, zoom: 15 } },
  ]);
  // Passed over on the way, and the pointer on the map.
  ui.setState({ tab: 'drones' });
  timers.advance(1_000);
  ui.setState({ tab: 'checkpoints', hover: undefined });
  timers.advance(5_000);
  expect(told).toHaveLength(1);
  moveTo(17);
  timers.advance(1_000);
  ui.setState({ hover: { target: undefined, cell: 1 } });
  timers.advance(1_000);
  expect(told).toHaveLength(2);
  ui.setState({ layout: 'wall', selection: { kind: 'zone', id: 'core' } });
  timers.advance(2_000);
  expect(told[2]).toMatchObject({ layout: 'wall', selection: 'zone:core', map: { zoom: 17 } });
  expect(told[2]).not.toHaveProperty('panel');
});

test('what could not be told is told with the next change, and nothing after the end', async () => {
  const { timers, ui, told, refuse, stop } = openBench();
  refuse(true);
  timers.advance(2_000);
  await Promise.resolve();
  await Promise.resolve();
  refuse(false);
  ui.setState({ timelineOpen: false });
  timers.advance(2_000);
  expect(told).toHaveLength(1);
  ui.setState({ tab: 'sources' });
  stop();
  timers.advance(2_000);
  expect(told).toHaveLength(1);
});

test('of a replay nothing is told', () => {
  const { timers, told } = openBench({ file: 'night.anlan' });
  timers.advance(10_000);
  expect(told).toEqual([]);
});
