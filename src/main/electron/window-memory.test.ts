import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { windowMemory } from './window-memory.ts';

const DEFAULTS = { version: 1, open: ['command'], places: {} };
const PLACE = {
  display: 7,
  bounds: { x: -1920, y: 0, width: 1200, height: 800 },
  maximized: false,
  fullScreen: true,
};

describe('what the shell remembers of its windows', () => {
  test('begins with the command window and says nothing about a file that is not there yet', () => {
    const bench = createBench();
    expect(bench.open().value).toEqual(DEFAULTS);
    expect(bench.warnings).toEqual([]);
  });

  test('comes back at the next start', () => {
    const bench = createBench();
    const memory = bench.open();
    memory.update({ open: ['command', 'wall'], places: { wall: PLACE } });
    memory.update({ language: 'en' });
    expect(bench.open().value).toEqual({
      version: 1,
      language: 'en',
      open: ['command', 'wall'],
      places: { wall: PLACE },
    });
    expect(bench.warnings).toEqual([]);
  });

  test.each([
    ['{"version": 1', /JSON/],
    ['[]', /expected object/],
    ['{"version": 2, "open": ["command"], "places": {}}', /version/],
    ['{"version": 1, "open": [], "places": {}}', /open/],
    ['{"version": 1, "open": ["kitchen"], "places": {}}', /open\.0/],
    ['{"version": 1, "open": ["wall"], "places": {"wall": {"display": 1}}}', /places\.wall/],
    ['{"version": 1, "open": ["wall"], "places": {}, "extra": 1}', /extra/],
    [
      JSON.stringify({
        ...DEFAULTS,
        places: { wall: { ...PLACE, bounds: { ...PLACE.bounds, width: 1e9 } } },
      }),
      /places\.wall\.bounds\.width/,
    ],
  ])('a file with %s is said, and the defaults hold', (text, reason) => {
    const bench = createBench();
    writeFileSync(bench.file, text);
    expect(bench.open().value).toEqual(DEFAULTS);
    expect(bench.warnings).toHaveLength(1);
    expect(bench.warnings[0]).toContain(bench.file);
    expect(bench.warnings[0]).toMatch(reason);
  });

  test('a folder that cannot be written is said, and the shell goes on', () => {
    const bench = createBench();
    writeFileSync(path.join(bench.folder, 'taken'), '');
    const warnings: string[] = [];
    const memory = windowMemory(path.join(bench.folder, 'taken', 'windows.json'), (message) =>
      warnings.push(message),
    );
    memory.update({ language: 'zh' });
    expect(memory.value.language).toBe('zh');
    expect(warnings.at(-1)).toMatch(/cannot be written/);
  });

  test('writes the file whole: nothing half-written is left beside it', () => {
    const bench = createBench();
    bench.open().update({ language: 'zh' });
    expect(JSON.parse(readFileSync(bench.file, 'utf8'))).toEqual({ ...DEFAULTS, language: 'zh' });
    expect(() => readFileSync(`${bench.file}.new`)).toThrow(/ENOENT/);
  });
});

function createBench() {
  const folder = mkdtempSync(path.join(tmpdir(), 'anlan-windows-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, 'windows.json');
  const warnings: string[] = [];
  return {
    folder,
    file,
    warnings,
    open: () => windowMemory(file, (message) => warnings.push(message)),
  };
}
