import { describe, expect, it } from 'vitest';
import { type FeedOptions, readFeedOptions } from './feed-options.ts';

const HUB = ['--to', 'http://127.0.0.1:4780'];

function read(...words: readonly string[]): FeedOptions {
  const options = readFeedOptions(words);
  if (typeof options === 'string') throw new Error(options);
  return options;
}

describe('the words of anlan feed', () => {
  it('are a file and where it goes; everything else has a meaning without words', () => {
    expect(read('day.csv', ...HUB)).toMatchObject({
      file: 'day.csv',
      kind: undefined,
      hub: undefined,
      pace: { speed: 1, start: undefined },
      place: undefined,
      json: false,
    });
  });

  it('take places west and south of nothing, though they begin with a minus', () => {
    const { place, tracks } = read(
      'a.csv',
      ...HUB,
      ...['--place', '-46.63,-23.55,-90', '--line', '-46.63,-23.55;-46.62,-23.55'],
      ...['--line-sensors', 'in,out'],
    );
    expect(place).toEqual({ lon: -46.63, lat: -23.55, bearingDeg: 270 });
    expect(tracks.line).toEqual({
      ends: [
        [-46.63, -23.55],
        [-46.62, -23.55],
      ],
      leftToRight: 'in',
      rightToLeft: 'out',
    });
  });

  it('bound a recording by instants, and tracks, which have none, by seconds', () => {
    const dated = read('a.csv', ...HUB, '--from', '2019-01-05T00:00:00+08:00');
    expect(dated.rangeOf('metro').from).toBe(Date.parse('2019-01-05T00:00:00+08:00'));
    expect(() => dated.rangeOf('tracks')).toThrow('seconds');
    const seconds = read('a.csv', ...HUB, '--until', '12.5');
    expect(seconds.rangeOf('tracks').until).toBe(12_500);
    expect(() => seconds.rangeOf('metro')).toThrow('instant');
  });

  it('must say whom to tell that a recording comes, where the way itself does not', () => {
    const mqtt = ['a.csv', '--to', 'mqtt://127.0.0.1:1883/counts/a'];
    expect(readFeedOptions(mqtt)).toContain('--hub URL --feed NAME');
    expect(read(...mqtt, '--hub', 'none').hub).toBe('none');
    expect(read(...mqtt, '--hub', 'http://127.0.0.1:4780', '--feed', 'counts').hub).toBe(
      'http://127.0.0.1:4780/feeds/counts',
    );
  });

  it.each([
    [[], 'name one FILE'],
    [['a', 'b', ...HUB], 'name one FILE'],
    [['a'], '--to'],
    [['a', '--to', 'ftp://x/y'], '--to'],
    [['a', '--to', 'mqtt://x:1'], 'topic'],
    [['a', '--to', 'udp://x'], 'port'],
    [['a', ...HUB, '--feed', 'x'], '--feed'],
    [['a', ...HUB, '--as', 'video'], '--as'],
    [['a', ...HUB, '--speed', '-1'], '--speed'],
    [['a', ...HUB, '--speed', 'fast'], '--speed'],
    [['a', ...HUB, '--start', '2019-01-05T00:00:00'], '--start'],
    [['a', ...HUB, '--retime', '--start', '2019-01-05T00:00:00Z'], 'either'],
    [['a', ...HUB, '--place', '120,30'], '--place'],
    [['a', ...HUB, '--place', '120,95,0'], '--place'],
    [['a', ...HUB, '--camera', '1,1;2,2;3,1'], 'go together'],
    [['a', ...HUB, '--camera', '1,1;2,2', '--sensor', 's'], 'three corners'],
    [['a', ...HUB, '--camera', '/nowhere.json', '--sensor', 's'], '--camera'],
    [['a', ...HUB, '--line', '1,1', '--line-sensors', 'a,b'], '--line'],
    [['a', ...HUB, '--line', '1,1;2,2', '--line-sensors', 'a'], '--line-sensors'],
    [['a', ...HUB, '--every', '0'], '--every'],
    [['a', ...HUB, '--columns', 'who=me'], '--columns'],
    [['a', ...HUB, '--loud'], '--loud'],
  ])('%j are refused by the word that is wrong', (words, part) => {
    expect(readFeedOptions(words)).toContain(part);
  });
});
