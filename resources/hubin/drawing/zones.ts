import { type DrawnName, type Line, nameOf, polygon } from './pen.ts';
import { hubin, yanan } from './ways.ts';

/** From the axis of the Hubin Road to where its zone ends: the hedge on the lake's side, the façades on the other. */
const HUBIN_EDGE_M = 12;
/** From the axis of the Yan'an Road to where its zones end. */
export const YANAN_EDGE_M = 18;
/** Far enough west of the Hubin Road to lie in the lake everywhere. */
const IN_THE_LAKE_M = -56;

const lakeside = (southM: number, northM: number): Line =>
  hubin.strip(southM, northM, IN_THE_LAKE_M, -HUBIN_EDGE_M);
const yananWest = (southM: number, northM: number): Line =>
  yanan.edge(southM, northM, -YANAN_EDGE_M);
const yananStrip = (southM: number, northM: number): Line =>
  yanan.strip(southM, northM, -YANAN_EDGE_M, YANAN_EDGE_M);

/** Corners that three zones share. */
const CORNER = {
  xueshiWest: [-130, 186],
  xueshiForecourt: [-32, 188],
  pinghaiForecourt: [-32, 62],
  pinghaiNorthWest: [-68, 62],
  pinghaiSouthWest: [-68, 2],
  dongpoSouthTip: [-37, -184],
  youdianNorth: [-37, -200],
  hubinSouthEast: [-37, -345],
  changshengDongpo: [-100, 352],
} as const;

interface DrawnZone {
  id: string;
  ring: 'core' | 'control' | 'diversion';
  name: DrawnName;
  surface: 'walkway' | 'queue';
  designDensityPerM2: number;
  ring2d: Line;
}

/**
 * The leaves tile the whole ground inside the outer cordon, blocks included: usable areas count walkable cells only.
 * Design densities follow the use: standing to watch, strolling, walking through.
 */
export const LEAVES: readonly DrawnZone[] = [
  leaf('core', 'yigongyuan', '一公园', 'First Park', 3, lakeside(-345, -185)),
  leaf('core', 'ergongyuan', '二公园', 'Second Park', 3.5, lakeside(-185, -110)),
  {
    ...leaf(
      'core',
      'fountain-terrace',
      '三公园喷泉平台',
      'Fountain terrace',
      4.5,
      lakeside(-110, 32),
    ),
    surface: 'queue',
  },
  leaf('core', 'sigongyuan', '四公园', 'Fourth Park', 3.5, lakeside(32, 150)),
  leaf('core', 'hubin-road-south', '湖滨路南段', 'Hubin Road South', 2.5, [
    ...hubin.edge(-345, -122, -HUBIN_EDGE_M),
    ...hubin.edge(-190, -122, HUBIN_EDGE_M).toReversed(),
    CORNER.dongpoSouthTip,
    CORNER.hubinSouthEast,
  ]),
  leaf(
    'core',
    'hubin-road-north',
    '湖滨路北段',
    'Hubin Road North',
    2.5,
    hubin.strip(-122, 150, -HUBIN_EDGE_M, HUBIN_EDGE_M),
  ),
  leaf('core', 'in77-plaza', '湖滨银泰in77广场', 'in77 plaza', 3, [
    ...hubin.edge(0, 55.8, HUBIN_EDGE_M),
    CORNER.pinghaiNorthWest,
    CORNER.pinghaiSouthWest,
  ]),

  leaf(
    'control',
    'wugongyuan',
    '五公园',
    'Fifth Park',
    2.5,
    hubin.strip(150, 308, IN_THE_LAKE_M, HUBIN_EDGE_M),
  ),
  leaf('control', 'xueshi-road', '学士路', 'Xueshi Road', 2, [
    ...hubin.edge(164, 308, HUBIN_EDGE_M),
    CORNER.changshengDongpo,
    ...yananWest(190, 355).toReversed(),
    CORNER.xueshiForecourt,
    CORNER.xueshiWest,
  ]),
  leaf('control', 'dongpo-road-north', '东坡路北段', 'Dongpo Road North', 2, [
    ...hubin.edge(55.8, 164, HUBIN_EDGE_M),
    CORNER.xueshiWest,
    CORNER.xueshiForecourt,
    CORNER.pinghaiForecourt,
    CORNER.pinghaiNorthWest,
  ]),
  leaf('control', 'pinghai-road', '平海路', 'Pinghai Road', 2, [
    CORNER.pinghaiSouthWest,
    CORNER.pinghaiNorthWest,
    CORNER.pinghaiForecourt,
    ...yananWest(2, 62).toReversed(),
  ]),
  leaf('control', 'longxiangqiao-forecourt', '龙翔桥站前广场', 'Longxiangqiao forecourt', 2.5, [
    CORNER.pinghaiForecourt,
    CORNER.xueshiForecourt,
    ...yananWest(62, 190).toReversed(),
  ]),
  leaf('control', 'dongpo-road-south', '东坡路南段', 'Dongpo Road South', 2, [
    ...hubin.edge(-190, 0, HUBIN_EDGE_M),
    CORNER.pinghaiSouthWest,
    ...yananWest(-200, 2).toReversed(),
    CORNER.youdianNorth,
    CORNER.dongpoSouthTip,
  ]),
  leaf('control', 'youdian-road', '邮电路', 'Youdian Road', 2, [
    CORNER.hubinSouthEast,
    CORNER.youdianNorth,
    ...yananWest(-345, -200).toReversed(),
  ]),

  leaf('diversion', 'changsheng-road', '长生路', 'Changsheng Road', 1.5, [
    hubin.at(308, IN_THE_LAKE_M),
    hubin.at(308, HUBIN_EDGE_M),
    CORNER.changshengDongpo,
    ...yananWest(355, 388),
    [-87.1, 389.1],
    [-99.7, 382.9],
    hubin.at(372, 13),
    hubin.at(372, -13),
    [-407, 343.6],
    [-423.4, 308.3],
  ]),
  leaf(
    'diversion',
    'yanan-road-north',
    '延安路北段',
    "Yan'an Road North",
    1.5,
    yananStrip(222, 388),
  ),
  leaf(
    'diversion',
    'yanan-road-middle',
    '延安路中段',
    "Yan'an Road Middle",
    1.5,
    yananStrip(-110, 222),
  ),
  leaf(
    'diversion',
    'yanan-road-south',
    '延安路南段',
    "Yan'an Road South",
    1.5,
    yananStrip(-345, -110),
  ),
  leaf('diversion', 'wushan-road', '吴山路', 'Wushan Road', 1.5, [
    ...yanan.edge(-345, 226, YANAN_EDGE_M),
    [125, 226],
    [125, 190],
    [140, 180],
    [206, 180],
    [206, 124],
    [184, 124],
    [184, -345],
  ]),
  leaf('diversion', 'jiefang-road', '解放路', 'Jiefang Road', 1.5, [
    [-128, -345],
    CORNER.hubinSouthEast,
    yanan.at(-345, -YANAN_EDGE_M),
    yanan.at(-345, YANAN_EDGE_M),
    [196, -345],
    [196, -392],
    [-80, -392],
    [-115.4, -428.9],
    [-136.6, -394.9],
    [-144.6, -383.4],
    [-151.4, -371.2],
  ]),
];

function leaf(
  ring: DrawnZone['ring'],
  id: string,
  zh: string,
  en: string,
  designDensityPerM2: number,
  ring2d: Line,
): DrawnZone {
  return { id, ring, name: nameOf(zh, en), surface: 'walkway', designDensityPerM2, ring2d };
}

export function drawZones() {
  const parent = (ring: DrawnZone['ring'], zh: string, en: string, designDensityPerM2: number) => ({
    id: ring,
    name: nameOf(zh, en),
    ring,
    surface: 'walkway' as const,
    designDensityPerM2,
  });
  return [
    parent('core', '核心区', 'Core zone', 3),
    parent('control', '控制区', 'Control zone', 2),
    parent('diversion', '分流区', 'Diversion zone', 1.5),
    ...LEAVES.map(({ ring2d, ...zone }) => ({
      ...zone,
      parent: zone.ring,
      polygon: polygon(ring2d),
    })),
  ];
}

/** Ways between zones of one ring that nobody checks; the clear widths of one pair are added up. */
export function drawPassages() {
  const passage = (from: string, to: string, clearWidthM: number) => ({
    from,
    to,
    clearWidthM,
    surface: 'walkway' as const,
  });
  return [
    passage('sigongyuan', 'fountain-terrace', 22),
    passage('fountain-terrace', 'ergongyuan', 22),
    passage('ergongyuan', 'yigongyuan', 22),
    passage('hubin-road-north', 'hubin-road-south', 18),
    passage('hubin-road-north', 'in77-plaza', 40),
    passage('hubin-road-north', 'sigongyuan', 22),
    passage('hubin-road-north', 'fountain-terrace', 36),
    passage('hubin-road-south', 'ergongyuan', 15),
    passage('hubin-road-south', 'yigongyuan', 22),

    passage('wugongyuan', 'xueshi-road', 12),
    passage('xueshi-road', 'dongpo-road-north', 23),
    passage('xueshi-road', 'longxiangqiao-forecourt', 8),
    passage('dongpo-road-north', 'longxiangqiao-forecourt', 16),
    passage('dongpo-road-north', 'pinghai-road', 14),
    passage('pinghai-road', 'longxiangqiao-forecourt', 7),
    passage('pinghai-road', 'dongpo-road-south', 14),

    passage('changsheng-road', 'yanan-road-north', 12),
    passage('yanan-road-north', 'yanan-road-middle', 30),
    passage('yanan-road-middle', 'yanan-road-south', 30),
    passage('yanan-road-south', 'jiefang-road', 30),
    passage('yanan-road-middle', 'wushan-road', 44),
    passage('yanan-road-south', 'wushan-road', 14),
    passage('wushan-road', 'jiefang-road', 10),
  ];
}
