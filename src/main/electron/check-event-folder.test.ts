import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { checkEventFolder } from './check-event-folder.ts';

const BUNDLED = fileURLToPath(new URL('../../../resources/hubin', import.meta.url));

describe('the folder of an event', () => {
  test('that the console comes with can be begun', async () => {
    expect(await checkEventFolder(BUNDLED, 'rehearsal')).toEqual({ ok: true });
    expect(await checkEventFolder(BUNDLED, 'live')).toEqual({ ok: true });
  });

  test('without a site is none', async () => {
    const folder = eventFolder();
    rmSync(path.join(folder, 'site.json'));
    expect(await checkEventFolder(folder, 'live')).toEqual({
      ok: false,
      error: { kind: 'noSite' },
    });
  });

  test('that is not there says so', async () => {
    const gone = path.join(eventFolder(), 'gone');
    expect(await reasonOf(gone, 'live')).toMatch(/ENOENT.*gone/);
  });

  test.each([
    ['site.json', '{"id":', /^site\.json is not JSON: /],
    ['site.json', '{"id": "here"}', /^site\.json: .*name: /],
    ['feeds.json', '{"live": 7, "rehearsal": []}', /^feeds\.json: live: /],
  ])('with a %s of %s names document and field', async (name, text, reason) => {
    const folder = eventFolder();
    writeFileSync(path.join(folder, name), text);
    expect(await reasonOf(folder, 'live')).toMatch(reason);
  });

  test('whose references lead nowhere is not begun', async () => {
    const folder = eventFolder();
    const file = path.join(folder, 'site.json');
    const site = JSON.parse(readFileSync(file, 'utf8'));
    site.posts[0].zone = 'nowhere';
    writeFileSync(file, JSON.stringify(site));
    expect(await reasonOf(folder, 'live')).toMatch(/^site\.json: .*nowhere/);
  });

  test('without the script of its night is for a live session alone', async () => {
    const folder = eventFolder();
    rmSync(path.join(folder, 'night.json'));
    expect(await checkEventFolder(folder, 'live')).toEqual({ ok: true });
    expect(await reasonOf(folder, 'rehearsal')).toMatch(/^night\.json: /);
  });
});

function eventFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'anlan-event-folder-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  cpSync(BUNDLED, folder, { recursive: true });
  return folder;
}

async function reasonOf(folder: string, source: 'live' | 'rehearsal'): Promise<string> {
  const checked = await checkEventFolder(folder, source);
  if (checked.ok || checked.error.kind !== 'unreadable') throw new Error('it was readable');
  return checked.error.reason;
}
