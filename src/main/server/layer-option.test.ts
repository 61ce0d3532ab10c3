import { describe, expect, test } from 'vitest';
import { readLayerOption } from './layer-option.ts';
import { readServeOptions } from './serve-options.ts';

describe('--layer', () => {
  test('is a file with its settings behind a #', () => {
    expect(readLayerOption('maps/a#1.geojson#datum=GCJ-02&name=交通 管制&attribution=© X')).toEqual(
      {
        file: 'maps/a#1.geojson',
        datum: 'GCJ-02',
        name: '交通 管制',
        attribution: '© X',
      },
    );
  });

  test('is named like its file, and says no datum that nobody said', () => {
    expect(readLayerOption('maps/a#1.pmtiles')).toEqual({
      file: 'maps/a#1.pmtiles',
      datum: undefined,
      name: 'a#1',
      attribution: undefined,
    });
  });

  test.each([
    ['a.kml#datum=Mars', 'not "Mars"'],
    ['a.kml#datum=WGS84&colour=red', '"colour" is none of'],
    ['#datum=WGS84', 'names no file'],
    ['a.kml#name= ', 'its name is empty'],
  ])('%s is refused: %s', (text, why) => {
    expect(readLayerOption(text)).toContain(why);
  });

  test('may be given several times to anlan serve', () => {
    const options = readServeOptions(['--layer', 'a.kml#datum=WGS84', '--layer', 'b.gpx']);
    expect(options).toMatchObject({ layers: [{ file: 'a.kml' }, { file: 'b.gpx' }] });
    expect(readServeOptions(['--layer', 'a.kml#datum=Mars'])).toContain('Mars');
    expect(readServeOptions([])).toMatchObject({ layers: [] });
  });
});
