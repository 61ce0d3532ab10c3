import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readCotMeaning } from '../../src/main/hub/adapters/cot-meaning.ts';
import { CotSplitter } from '../../src/main/hub/adapters/cot-splitter.ts';
import { readCotXml } from '../../src/main/hub/adapters/cot-xml.ts';
import { RECORDINGS } from './metro-day.ts';

const SEEN = Date.parse('2020-12-16T20:00:00Z');

describe.skipIf(!RECORDINGS)('examples of ATAK (in the folder that ANLAN_DATA names)', () => {
  const meaning = async (name: string) => {
    const bytes = await readFile(path.join(RECORDINGS ?? '', 'tak/atak-examples', name));
    const [frame] = new CotSplitter().push(bytes);
    if (frame?.kind !== 'xml') throw new Error(`no event in ${name}`);
    const event = readCotXml(frame.bytes);
    if (!event.ok) throw new Error(event.error);
    const read = readCotMeaning(event.value, SEEN, undefined);
    if (!read.ok) throw new Error(read.error);
    return read.value;
  };

  it('a geo fence is a circle on the map', async () => {
    expect(await meaning('Geo Fence.cot')).toMatchObject({
      kind: 'mark',
      mark: {
        name: 'Geo Fence Circle',
        type: 'u-d-c-c',
        lat: 38.830898851915514,
        ring: { length: 32 },
      },
    });
  });

  it('a marker is a mark, not a unit', async () => {
    expect(await meaning('Marker - 2525.cot')).toMatchObject({
      kind: 'mark',
      mark: { id: 'cot:a0c524c6-0422-4382-9981-e39d1dc71730', name: 'U.16.135057' },
    });
  });

  it('a route stands where it begins', async () => {
    expect(await meaning('Route.cot')).toMatchObject({
      kind: 'mark',
      mark: { name: 'Route 1', lat: 38.84335305982451, lon: -77.05440032542333 },
    });
  });

  it('decode alike wherever their bytes are cut', async () => {
    const bytes = await readFile(path.join(RECORDINGS ?? '', 'tak/atak-examples/Route.cot'));
    for (let at = 0; at <= bytes.length; at++) {
      const splitter = new CotSplitter();
      const frames = [
        ...splitter.push(bytes.subarray(0, at)),
        ...splitter.push(bytes.subarray(at)),
      ];
      expect(frames).toHaveLength(1);
      expect(frames[0]?.kind === 'xml' && frames[0].bytes.length).toBe(
        bytes.indexOf('</event>') + 8 - bytes.indexOf('<event'),
      );
    }
  });
});
