import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { twoSquares } from '../../../../test/fixtures/two-squares.ts';
import { initialWorld } from '../../../domain/session/world.ts';
import { newEventFile } from './event-file-name.ts';
import { type SavedRehearsal, SavedStates } from './saved-states.ts';

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'anlan-states-'));
  file = path.join(folder, 'night.anlan');
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

const state = (at: number, bytes = 10): SavedRehearsal => ({
  at,
  night: new Uint8Array(bytes).fill(at),
  world: initialWorld(twoSquares(), at),
  models: { rules: new Uint8Array([1, 2]) },
  sinceStep: [],
});

test('what is kept comes back, also to a program that is started again', async () => {
  const states = new SavedStates(file);
  await states.put(state(300));
  await states.put(state(600));
  const again = new SavedStates(file);
  await again.open();
  expect(again.list()).toEqual([300, 600]);
  const read = await again.at(600);
  expect(read?.world).toEqual(state(600).world);
  expect([...(read?.night ?? [])]).toEqual([...state(600).night]);
  expect((await again.newestUpTo(599))?.at).toBe(300);
  expect(await again.newestUpTo(299)).toBeUndefined();
  await again.put(state(900));
  await again.forgetAfter(300);
  expect(again.list()).toEqual([300]);
  expect(await readdir(path.join(folder, 'night.states'))).toEqual(['300.state']);
  await again.put(state(600));
  await again.keepNewest();
  expect(await readdir(path.join(folder, 'night.states'))).toEqual(['600.state']);
});

test('a state that cannot be read is passed over', async () => {
  const states = new SavedStates(file);
  await states.put(state(300));
  await states.put(state(600));
  await writeFile(path.join(folder, 'night.states', '600.state'), 'cut off');
  expect(await states.at(600)).toBeUndefined();
  expect((await states.newestUpTo(900))?.at).toBe(300);
});

test('number and bytes are bounded: of the older ones every other one goes, the newest stays', async () => {
  const few = new SavedStates(file, { states: 4 });
  for (let at = 1; at <= 9; at++) {
    await few.put(state(at));
    expect(few.list().length).toBeLessThanOrEqual(4);
    expect(few.list().at(-1)).toBe(at);
    expect(few.list()[0]).toBe(1);
  }
  const small = new SavedStates(path.join(folder, 'small.anlan'), { bytes: 100_000 });
  for (let at = 1; at <= 9; at++) await small.put(state(at, 40_000));
  expect(small.list().length).toBeLessThanOrEqual(2);
  expect(small.list().at(-1)).toBe(9);
});

test('on a disk that is nearly full nothing is kept but what must be', async () => {
  const states = new SavedStates(file, { freeBytes: Number.MAX_SAFE_INTEGER });
  await states.put(state(300));
  expect(states.list()).toEqual([]);
  await states.put(state(600), { always: true });
  expect(states.list()).toEqual([600]);
});

test('an event file is named by label and time and never takes the place of another', async () => {
  const now = new Date('2026-12-31T15:40:00Z');
  const name = async (label: string) => path.basename(await newEventFile(folder, label, now));
  expect(await name('如果 12 号口/关闭?')).toBe('如果-12-号口-关闭-2026-12-31T154000.anlan');
  expect(await name('../../etc')).toBe('etc-2026-12-31T154000.anlan');
  expect(await name('../../etc')).toBe('etc-2026-12-31T154000-2.anlan');
  expect(await name('')).toBe('rehearsal-2026-12-31T154000.anlan');
  expect((await name('长'.repeat(200))).length).toBeLessThan(80);
});
