import { must } from '../../../src/domain/base/assert.ts';
import type { EastNorth, LonLat } from '../../../src/domain/base/quantity.ts';
import { clip, type DrawnName, type Line, lonLat, nameOf, polygon, square } from './pen.ts';
import { INNER_GATES } from './places.ts';
import { hubin, yanan } from './ways.ts';
import { LEAVES } from './zones.ts';

type CutLine = readonly [EastNorth, EastNorth];

const eastWest = (northM: number): CutLine => [
  [0, northM],
  [100, northM],
];
const northSouth = (eastM: number): CutLine => [
  [eastM, 0],
  [eastM, 100],
];
const acrossHubin = (northM: number): CutLine => [hubin.at(northM, 0), hubin.at(northM, 50)];

/** Lines that part a zone between its cameras, from one end to the other; other zones have one camera. */
const CAMERA_CUTS: Readonly<Record<string, readonly CutLine[]>> = {
  yigongyuan: [eastWest(-270)],
  'fountain-terrace': [acrossHubin(-62), acrossHubin(-15)],
  sigongyuan: [acrossHubin(90)],
  'hubin-road-south': [eastWest(-235)],
  'hubin-road-north': [acrossHubin(-30), acrossHubin(62)],
  'in77-plaza': [northSouth(-120)],
  wugongyuan: [acrossHubin(230)],
  'xueshi-road': [northSouth(-100)],
  'longxiangqiao-forecourt': [eastWest(138)],
  'dongpo-road-south': [eastWest(-80)],
  'changsheng-road': [northSouth(-190)],
  'yanan-road-middle': [eastWest(0), eastWest(110)],
  'yanan-road-south': [eastWest(-225)],
  'wushan-road': [eastWest(-150), eastWest(10)],
  'jiefang-road': [northSouth(50)],
};

/** Cameras that the plan leaves out, by number: half of this zone is seen by nobody. */
const MISSING_CAMERAS: ReadonlySet<string> = new Set(['cam-yanan-road-south-1']);

/** As the data sheet of the cameras has it; a single camera differs a little. */
const SATURATION = { fromPerM2: 3, perPerM2: 0.1, atMost: 0.35 };

export function drawCameras() {
  return LEAVES.flatMap((zone, zoneIndex) => {
    const parts: Line[] = [];
    let rest = zone.ring2d;
    for (const [a, b] of CAMERA_CUTS[zone.id] ?? []) {
      // A line drawn eastwards has the south to its right, one drawn northwards has the west to its left.
      const near = a[0] === b[0] ? 'left' : 'right';
      parts.push(clip(rest, a, b, near));
      rest = clip(rest, a, b, near === 'left' ? 'right' : 'left');
    }
    parts.push(rest);
    return parts
      .map((ring, index) => ({
        kind: 'zoneCount' as const,
        id: `cam-${zone.id}-${index + 1}`,
        name: nameOf(`${zone.name.zh}${index + 1}号相机`, `${zone.name.en} camera ${index + 1}`),
        zone: zone.id,
        polygon: polygon(ring),
        relativeError: must([0.08, 0.09, 0.1, 0.11, 0.12][(zoneIndex + index) % 5], 'camera error'),
        detectionShare: must([0.96, 0.94, 0.95, 0.93][(zoneIndex + 2 * index) % 4], 'camera share'),
        staleAfterS: 30,
        saturation: SATURATION,
      }))
      .filter(({ id }) => !MISSING_CAMERAS.has(id));
  });
}

/** Small squares where density decides: rails, quay edges, mouths of stairs and of checkpoints. */
const DENSITY: readonly (readonly [string, string, string, string, EastNorth, number])[] = [
  ['yigongyuan', 'quay', '一公园临水', 'First Park quay', [-80, -250], 7],
  ['yigongyuan', 'south', '一公园南', 'First Park south', [-75, -336], 7],
  ['ergongyuan', 'pier', '二公园码头', 'ferry pier', hubin.at(-156, -30), 8],
  ['ergongyuan', 'south', '二公园南', 'Second Park south', hubin.at(-176, -24), 7],
  ['fountain-terrace', 'rail-south', '喷泉栏杆南', 'fountain rail, south', hubin.at(-76, -38), 8],
  ['fountain-terrace', 'rail-middle', '喷泉栏杆中', 'fountain rail, middle', hubin.at(-44, -38), 8],
  ['fountain-terrace', 'rail-north', '喷泉栏杆北', 'fountain rail, north', hubin.at(-6, -40), 8],
  ['sigongyuan', 'quay-south', '四公园临水南', 'Fourth Park quay, south', hubin.at(58, -23), 7],
  ['sigongyuan', 'quay-north', '四公园临水北', 'Fourth Park quay, north', hubin.at(132, -23), 6],
  ['hubin-road-south', 'youdian', '湖滨路邮电口', 'Hubin Road at Youdian', hubin.at(-232, 3), 8],
  ['hubin-road-south', 'south', '湖滨路南卡内', 'inside Hubin Road south', [-51, -336], 8],
  ['hubin-road-north', 'pinghai', '湖滨路平海口', 'Hubin Road at Pinghai', hubin.at(30, 0), 9],
  ['hubin-road-north', 'renhe', '湖滨路仁和口', 'Hubin Road at Renhe', hubin.at(-106, 4), 8],
  ['hubin-road-north', 'north', '湖滨路北卡内', 'inside Hubin Road north', hubin.at(140, 0), 8],
  ['in77-plaza', 'middle', 'in77广场中', 'in77 plaza, middle', [-128, 36], 9],
  ['in77-plaza', 'east', 'in77广场东', 'in77 plaza, east', [-78, 33], 8],
  ['longxiangqiao-forecourt', 'exit-a', '龙翔桥A口', 'Longxiangqiao Exit A', [-9, 128], 6],
  ['longxiangqiao-forecourt', 'exit-b', '龙翔桥B口', 'Longxiangqiao Exit B', [-9, 153], 6],
  ['longxiangqiao-forecourt', 'exit-c', '龙翔桥C口台阶', 'Exit C stairs', [2, 84], 5],
  ['xueshi-road', 'dongpo', '东坡学士路口', 'Dongpo-Xueshi crossing', [-65, 200], 8],
  ['yanan-road-middle', 'pinghai', '延安平海路口', "Yan'an-Pinghai crossing", yanan.at(40, 0), 9],
];

export function drawPointDensities() {
  return DENSITY.map(([zone, key, zh, en, centre, sideM]) => ({
    kind: 'pointDensity' as const,
    id: `den-${zone}-${key}`,
    name: nameOf(`${zh}密度`, `Density, ${en}`),
    zone,
    polygon: polygon(square(centre, sideM)),
    relativeError: 0.1,
    detectionShare: 1,
    staleAfterS: 30,
  }));
}

export function drawGateCounters() {
  return INNER_GATES.flatMap(({ id, name, zone, counted }, index) =>
    counterPair(
      id,
      name,
      [lonLat(counted[0]), lonLat(counted[1])],
      zone,
      {
        relativeError: must([0.03, 0.04, 0.05][index % 3], 'gate error'),
        detectionShare: must([0.97, 0.96, 0.98, 0.95][index % 4], 'gate share'),
        staleAfterS: 30,
      },
      ['in', 'out'],
    ),
  );
}

/** Tap-in and tap-out counts of whole stations, every ten minutes. */
const STATIONS: readonly (readonly [string, DrawnName, readonly [LonLat, LonLat], string])[] = [
  [
    'metro-longxiangqiao',
    nameOf('龙翔桥站', 'Longxiangqiao station'),
    [lonLat([-10, 125]), lonLat([-10, 131])],
    'longxiangqiao-forecourt',
  ],
  [
    'metro-fengqi-road',
    nameOf('凤起路站', 'Fengqi Road station'),
    [
      [120.159174, 30.264189],
      [120.158974, 30.264189],
    ],
    'yanan-road-north',
  ],
  [
    'metro-dingan-road',
    nameOf('定安路站', "Ding'an Road station"),
    [
      [120.162976, 30.248343],
      [120.163176, 30.248343],
    ],
    'jiefang-road',
  ],
];

export function drawMetroFeeds() {
  return STATIONS.flatMap(([id, name, line, zone]) =>
    counterPair(
      id,
      name,
      line,
      zone,
      { relativeError: 0.02, detectionShare: 1, staleAfterS: 1500 },
      ['exits', 'entries'],
    ),
  );
}

/** Both directions over one line: into the zone from the world on its left, and back. */
function counterPair(
  id: string,
  name: DrawnName,
  [a, b]: readonly [LonLat, LonLat],
  zone: string,
  quality: { relativeError: number; detectionShare: number; staleAfterS: number },
  [inward, outward]: readonly [string, string],
) {
  return [
    {
      kind: 'lineCounter' as const,
      id: `${id}-${inward}`,
      name: nameOf(`${name.zh}进入现场`, `${name.en}, into the area`),
      line: [a, b],
      from: 'world',
      to: zone,
      cordon: 'entry' as const,
      ...quality,
    },
    {
      kind: 'lineCounter' as const,
      id: `${id}-${outward}`,
      name: nameOf(`${name.zh}离开现场`, `${name.en}, out of the area`),
      line: [b, a],
      from: zone,
      to: 'world',
      cordon: 'exit' as const,
      ...quality,
    },
  ];
}
