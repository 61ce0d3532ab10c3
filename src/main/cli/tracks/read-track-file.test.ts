import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Sql } from '../../../store/sql.ts';
import type { Tracks } from '../../../workers/kernels/tracks/tracks.ts';
import { readTrackFile } from './read-track-file.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'anlan-tracks-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

async function read(content: string | Uint8Array, framesPerS?: number) {
  const file = path.join(folder, 'tracks');
  await writeFile(file, content);
  return await readTrackFile(file, framesPerS);
}

/** The rows as id, frame, x, y. */
const rowsOf = ({ ids, person, frame, xM, yM }: Tracks) =>
  [...person].map((index, row) => [ids[index], frame[row], xM[row], yM[row]]);

/** What all the formats below say: two persons, 10 frames a second. */
const EXPECTED = [
  ['1', 3, 1.5, -2],
  ['1', 4, 1.75, -2],
  ['2', 4, 0.25, 3],
];

describe('Jülich text', () => {
  it('takes rate and unit from the comments, with carriage returns and without', async () => {
    const text =
      '# PeTrack\n#framerate: 10.00 fps\n# id frame x/cm y/cm z/cm\n1 3 150 -200 170\n\n1\t4\t175 -200 170 # seen\n2 4 25 300 160';
    for (const content of [text, text.replaceAll('\n', '\r\n'), `\uFEFF${text}`, gzipSync(text)]) {
      const { format, tracks, warnings } = await read(content);
      expect(format).toBe('Jülich text');
      expect(tracks.framesPerS).toBe(10);
      expect(rowsOf(tracks)).toEqual(EXPECTED);
      expect(warnings).toEqual([]);
    }
  });

  it('asks for the rate, and says that it takes metres, where the file is silent', async () => {
    await expect(read('1 3 1.5 -2\n')).rejects.toThrow(/how many frames a second.*--fps/);
    const { tracks, warnings } = await read('1 3 1.5 -2\n', 8);
    expect(tracks.framesPerS).toBe(8);
    expect(warnings).toEqual([expect.stringContaining('taken as metres')]);
  });

  it.each([
    ['# framerate: 10\n1 3 1.5\n', /tracks, line 2: 3 values where id, frame, x and y/],
    ['# framerate: 10\n1 3 1.5 2\n1 4 1,5 2\n', /tracks, line 3: x is no number: "1,5"/],
    ['# framerate: 10\n1 3.5 1.5 2\n', /line 2: the frame is no whole number: "3.5"/],
    ['# framerate: 10\n1 3 nan 2\n', /line 2: x is no number: "nan"/],
    [
      '# framerate: 10\n1 3 1 2\n2 3 1 2\n1 3 1 2\n',
      /line 4: person 1 is in frame 3 a second time \(first in line 2\)/,
    ],
    ['# framerate: 10 x/cm\n1 3 1 2\n# in m\n', /line 3: the unit is m here and cm in line 1/],
    ['# framerate: 0\n1 3 1 2\n', /claims 0 frames per second/],
    ['# framerate: 10\n', /holds no position/],
    ['', /holds no position/],
  ])('refuses %j', async (content, words) => {
    await expect(read(content)).rejects.toThrow(words);
  });

  it('refuses an --fps that contradicts the file', async () => {
    await expect(read('# framerate: 10\n1 3 1 2\n', 25)).rejects.toThrow(
      /says 10 frames per second, --fps says 25/,
    );
  });
});

describe('CSV', () => {
  it.each([
    ['id,frame,x_m,y_m\n1,3,1.5,-2\n1,4,1.75,-2\n2,4,0.25,3\n', 10],
    ['Y [cm];X [cm];Frame;"Ped_ID";note\n-200;150;3;1;"a;b"\n-200;175;4;1;\n300;25;4;2;\n', 10],
    [
      '# from a tracker\r\nid\tt_s\tx/m\ty/m\r\n1\t0.3\t1.5\t-2\r\n1\t0.4\t1.75\t-2\r\n2\t0.4\t0.25\t3\r\n',
      10,
    ],
    ['\uFEFFtimeStep pedestrianId x-PID1 y-PID1\n3 1 1.5 -2\n4 1 1.75 -2\n4 2 0.25 3\n', 10],
    // The rate follows from frames and times.
    [
      'id,frame,t_s,x_m,y_m,lon\n1,3,0.3,1.5,-2,4.8\n1,4,0.4,1.75,-2,4.8\n2,4,0.4,0.25,3,4.8\n',
      undefined,
    ],
    ['time_ms,id,frame,x,y\n300,1,3,1.5,-2\n400,1,4,1.75,-2\n400,2,4,0.25,3\n', undefined],
  ])('reads columns by name: %j', async (content, framesPerS) => {
    const { format, tracks } = await read(content, framesPerS);
    expect(format).toBe('CSV');
    expect(tracks.framesPerS).toBe(10);
    expect(rowsOf(tracks)).toEqual(EXPECTED);
  });

  it.each([
    ['id,frame,x,y\n1,3,1,2\n', undefined, /how many frames a second.*--fps/],
    ['1,3,1,2\n', 10, /line 1: the first line must name the columns/],
    ['id,x,y\n1,1,2\n', 10, /line 1: no column for frame or t among "id", "x", "y"/],
    ['name,alter\na,3\n', 10, /no column for id, frame or t, x, y among/],
    ['id,frame,x_m,x_cm,y\n1,3,1,2,3\n', 10, /"x_m" and "x_cm" both read as x/],
    ['id,frame,x_m,y_cm\n1,3,1,2\n', 10, /x is in "m" and y in "cm"/],
    ['id,frame,x,y\n1,3,1,2\n1,4,1\n', 10, /line 3: 3 fields where the header has 4/],
    ['id,frame,x,y\n1,3,1,\n', 10, /line 2: y is no number: ""/],
    ['id,frame,x,y\n ,3,1,2\n', 10, /line 2: the id is empty/],
    ['id,frame,x,y\n1,3,1,"2\n', 10, /tracks: .*uote/],
    ['id,frame,x,y\n', 10, /holds no position/],
    [
      'id,frame,t,x,y\n1,0,0,1,2\n1,10,5,1,2\n1,20,2,1,2\n',
      undefined,
      /line 3: frame 10 at 5 s does not go with 10/,
    ],
    ['id,frame,t,x,y\n1,0,0,1,2\n1,10,1,1,2\n', 25, /says 10 frames per second, --fps says 25/],
  ])('refuses %j', async (content, framesPerS, words) => {
    await expect(read(content, framesPerS)).rejects.toThrow(words);
  });
});

describe('Vadere', () => {
  const HEADER =
    'pedestrianId simTime endTime-PID1 startX-PID1 startY-PID1 endX-PID1 endY-PID1 targetId-PID2';

  it('samples the steps, up to the end of the last one', async () => {
    const { format, tracks, warnings } = await read(
      `${HEADER}\n7 0.5 1.0 1.0 0 2.0 0 3\n7 0.0 0.5 0.0 0 1.0 0 3\n8 0.25 0.45 5 5 5 6 3\n`,
      10,
    );
    expect(format).toBe('Vadere');
    expect(warnings).toEqual([]);
    const rows = rowsOf(tracks);
    expect(rows.filter(([id]) => id === '7').map(([, frame]) => frame)).toEqual([
      0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10,
    ]);
    for (const [id, frame, x] of rows) {
      if (id === '7') expect(x).toBeCloseTo(0.2 * Number(frame), 9);
    }
    const other = rows.filter(([id]) => id === '8');
    expect(other.map(([, frame]) => frame)).toEqual([3, 4]);
    expect(other[0]?.[3]).toBeCloseTo(5.25, 9);
  });

  it('stands still between steps, and says what it assumed', async () => {
    const { tracks, warnings } = await read(
      `${HEADER}\n7 0 0.4 0 0 1 0 3\n7 2 2.4 1 0 2 0 3\n9 2.41 2.415 0 0 1 1 3\n`,
    );
    expect(tracks.framesPerS).toBe(25);
    expect(rowsOf(tracks)[30]?.slice(1, 3)).toEqual([30, 1]);
    expect(warnings).toEqual([
      expect.stringContaining('25 frames per second'),
      expect.stringContaining('1 pedestrians walked for less than a frame'),
    ]);
  });

  it.each([
    [`${HEADER}\n7 1.0 0.5 0 0 1 0 3\n`, /line 2: the step ends at 0.5 s, before it begins at 1 s/],
    [`${HEADER}\n7 0 0.5 0 0 1\n`, /line 2: endY is no number: ""/],
    ['pedestrianId simTime startX startY\n7 0 0 0\n', /line 1: no column endTime among/],
    [`${HEADER} startX-PID9\n`, /two columns are called startX/],
    [`${HEADER}\n`, /holds no position/],
  ])('refuses %j', async (content, words) => {
    await expect(read(content)).rejects.toThrow(words);
  });
});

describe('JuPedSim SQLite', () => {
  async function sqlite(name: string, ...statements: readonly string[]): Promise<string> {
    const file = path.join(folder, name);
    const sql = await Sql.open(file, 'create');
    for (const statement of statements) await sql.exec(statement);
    await sql.close();
    return file;
  }

  const METADATA =
    'CREATE TABLE metadata(key TEXT NOT NULL UNIQUE PRIMARY KEY, value TEXT NOT NULL)';
  const GEOMETRY = 'CREATE TABLE geometry(hash INTEGER NOT NULL, wkt TEXT NOT NULL)';
  const TRAJECTORY =
    'CREATE TABLE trajectory_data(frame INTEGER NOT NULL, id INTEGER NOT NULL, pos_x REAL NOT NULL, pos_y REAL NOT NULL)';
  const ROWS =
    'INSERT INTO trajectory_data VALUES (3, 1, 1.5, -2), (4, 2, 0.25, 3), (4, 1, 1.75, -2)';

  it('reads positions, rate and the area of version 3', async () => {
    const file = await sqlite(
      'v3.sqlite',
      METADATA,
      GEOMETRY,
      TRAJECTORY,
      "INSERT INTO metadata VALUES ('version', 3), ('fps', 10.0)",
      "INSERT INTO geometry VALUES (1, 'POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0))'), (2, 'GEOMETRYCOLLECTION (POLYGON ((4 0, 5 0, 5 4, 4 4)))')",
      ROWS,
    );
    const { format, tracks, walkable } = await readTrackFile(file, undefined);
    expect(format).toBe('JuPedSim SQLite');
    expect(tracks.framesPerS).toBe(10);
    expect(rowsOf(tracks)).toEqual(EXPECTED);
    expect(walkable).toHaveLength(2);
  });

  it.each([
    ['no-tables', [METADATA.replace('metadata', 'other')], /no JuPedSim trajectory.*no such table/],
    ['no-version', [METADATA], /has no version; versions 1 to 3/],
    ['v9', [METADATA, "INSERT INTO metadata VALUES ('version', 9)"], /has version 9/],
    ['no-fps', [METADATA, "INSERT INTO metadata VALUES ('version', 2)"], /--fps/],
    [
      'bad-wkt',
      [
        METADATA,
        GEOMETRY,
        TRAJECTORY,
        "INSERT INTO metadata VALUES ('version', 2), ('fps', 10)",
        "INSERT INTO geometry VALUES (1, 'POLYGON')",
        ROWS,
      ],
      /its geometry cannot be read/,
    ],
    [
      'text-position',
      [
        METADATA,
        GEOMETRY,
        TRAJECTORY,
        "INSERT INTO metadata VALUES ('version', 2), ('fps', 10)",
        "INSERT INTO trajectory_data VALUES (1, 1, 'east', 2)",
      ],
      /pos_x holds string instead of a number/,
    ],
  ])('refuses %s', async (name, statements, words) => {
    const file = await sqlite(`${name}.sqlite`, ...statements);
    await expect(readTrackFile(file, undefined)).rejects.toThrow(words);
    await expect(readTrackFile(file, undefined)).rejects.toThrow(`${name}.sqlite`);
  });
});

describe('other files', () => {
  it('are refused by name', async () => {
    await expect(readTrackFile(path.join(folder, 'nowhere.txt'), 25)).rejects.toThrow(
      /nowhere\.txt: it cannot be read: ENOENT/,
    );
    await expect(readTrackFile(folder, 25)).rejects.toThrow(/it cannot be read: EISDIR/);
    await expect(read(Uint8Array.of(1, 2, 0, 3))).rejects.toThrow(/neither a text nor a SQLite/);
    await expect(read(gzipSync('1 2 3 4').subarray(0, 15))).rejects.toThrow(/cannot be unpacked/);
    await expect(read('SQLite format 3\0 and then nothing')).rejects.toThrow(/no JuPedSim traj/);
  });
});
