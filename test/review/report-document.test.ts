import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type HubProcess, startHub } from '../hub/hub-process.ts';
import { recordEvening } from '../hub/recorded-evening.ts';
import { type WatchingSeat, watch } from '../hub/watching-seat.ts';

let folder: string;
let hub: HubProcess;
let seat: WatchingSeat;

// With a browser it is part of the reviewer's walk in test/e2e/review.spec.ts.
describe('the report that a seat asks for, on a machine without a browser', () => {
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'anlan-document-'));
    const file = await recordEvening(folder);
    hub = await startHub(['--replay', file], { env: { ANLAN_CHROMIUM: 'none' } });
    seat = await watch(hub.url, 'reviewer');
  });
  afterAll(async () => {
    seat.close();
    await hub.stop();
    await rm(folder, { recursive: true });
  });

  it.each([
    ['zh', '本机没有找到 Chromium。', '地图由报告按场地文件'],
    ['en', 'No Chromium was found here.', 'The maps are drawn as SVG by the report itself'],
  ] as const)('draws its maps as SVG and says so (%s)', async (language, ...said) => {
    const made = await seat.call('review.document', { language, format: 'html' });
    expect(made.name).toBe(`evening-${language}.html`);
    expect(made.content).toContain('<svg class="site"');
    expect(made.content).not.toContain('data:image/jpeg');
    for (const line of said) {
      expect(made.content).toContain(line);
      expect(made.notice).toContain(line);
    }
  });

  it('says what to do when a PDF is asked for', async () => {
    const refused = await seat.refusal('review.document', { language: 'zh', format: 'pdf' });
    expect(refused).toMatchObject({
      code: 'notPossible',
      message: expect.stringContaining('ANLAN_CHROMIUM'),
    });
  });
});
