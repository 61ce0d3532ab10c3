import { axis, box, type DrawnName, type Line, lonLat, nameOf, polygon } from './pen.ts';

/** 湖滨路, from the Jiefang Road to the Qingchun Road: the spine of the core. */
export const hubin = axis([
  [-51, -366],
  [-51, -250],
  [-64, -206],
  [-188, 27],
  [-372, 330],
  [-378, 390],
  [-372, 455],
]);
/** 延安路: closed to traffic for the night. */
export const yanan = axis([
  [76, -440],
  [74, -365],
  [69, -230],
  [62, -45],
  [58, 50],
  [51, 252],
  [44, 371],
  [33, 514],
]);
/** 东坡路, from where it meets the Hubin Road to the Changsheng Road. */
export const dongpo = axis([
  [-47, -215],
  [-49, -115],
  [-56, 33],
  [-65, 204],
  [-84, 367],
]);
/** 吴山路 */
export const wushan = axis([
  [168, -440],
  [169, -360],
  [163, -284],
  [155, -26],
  [155, 122],
  [154, 213],
]);

interface Street {
  name: DrawnName;
  line: Line;
  clearWidthM: number;
  surface: 'walkway' | 'stairs';
}

function street(zh: string, en: string, clearWidthM: number, line: Line): Street {
  return { name: nameOf(zh, en), line, clearWidthM, surface: 'walkway' };
}

function stairs(zh: string, en: string, clearWidthM: number, line: Line): Street {
  return { name: nameOf(zh, en), line, clearWidthM, surface: 'stairs' };
}

/** Northings at which a path leads through the hedge between the Hubin Road and the lakeside, and their widths. */
export const LAKESIDE_PATHS: readonly (readonly [northM: number, widthM: number])[] = [
  [132, 7],
  [88, 7],
  [50, 8],
  [12, 10],
  [-22, 8],
  [-58, 10],
  [-92, 8],
  [-128, 8],
  [-160, 7],
  [-235, 7],
  [-275, 8],
  [-315, 7],
];

const STREETS: readonly Street[] = [
  street('湖滨路', 'Hubin Road', 18, hubin.line),
  street('延安路', "Yan'an Road", 30, yanan.line),
  street('东坡路', 'Dongpo Road', 14, dongpo.line),
  street('吴山路', 'Wushan Road', 10, wushan.line),
  street('平海路', 'Pinghai Road', 22, [
    [-188, 27],
    [58, 38],
    [240, 44],
  ]),
  street('仁和路', 'Renhe Road', 10, [
    [-117, -103],
    [64, -98],
    [235, -95],
  ]),
  street('邮电路', 'Youdian Road', 14, [
    [-51, -230],
    [69, -226],
    [235, -224],
  ]),
  street('学士路', 'Xueshi Road', 12, [
    [-289, 192],
    [53, 204],
  ]),
  street('学士路东段', 'Xueshi Road East', 12, [
    [53, 209],
    [205, 216],
  ]),
  street('龙翔路', 'Longxiang Road', 8, [
    [90, 210],
    [106, 196],
    [117, 167],
    [148, 133],
    [155, 122],
  ]),
  street('长生路', 'Changsheng Road', 12, [
    [-372, 330],
    [-84, 367],
    [44, 371],
    [125, 374],
  ]),
  street('解放路', 'Jiefang Road', 24, [
    [-60, -367],
    [74, -367],
    [250, -361],
  ]),
  street('南山路', 'Nanshan Road', 16, [
    [-58, -367],
    [-110, -402],
    [-165, -436],
    [-172, -446],
  ]),
  street('庆春路', 'Qingchun Road', 18, [
    [-420, 440],
    [-372, 455],
    [-173, 509],
    [32, 514],
    [112, 516],
  ]),
  street('菩提寺路', 'Putisi Road', 10, [
    [-84, 367],
    [-120, 440],
    [-165, 507],
  ]),
  street('蕲王路', 'Qiwang Road', 9, [
    [-118, 32],
    [-107, 198],
  ]),
  street('蕲王路北段', 'Qiwang Road North', 7, [
    [-180, 196],
    [-190, 352],
  ]),
  street('君悦巷', 'Hyatt Lane', 8, [
    [-232, 98],
    [-112, 102],
  ]),
  street('学士北巷', 'Xueshi North Lane', 8, [
    [-70, 256],
    [52, 252],
  ]),
  street('龙翔西一巷', 'Longxiang West Lane 1', 8, [
    [-60, 108],
    [0, 108],
  ]),
  street('龙翔西二巷', 'Longxiang West Lane 2', 8, [
    [-63, 174],
    [0, 174],
  ]),
  street('龙翔南巷', 'Longxiang South Lane', 7, [
    [20, 40],
    [20, 95],
  ]),
  street('龙翔北巷', 'Longxiang North Lane', 8, [
    [12, 180],
    [12, 202],
  ]),
  street('站前一通道', 'Forecourt Way 1', 9, [
    [20, 170],
    [54, 170],
  ]),
  street('站前二通道', 'Forecourt Way 2', 9, [
    [20, 140],
    [55, 140],
  ]),
  street('站前三通道', 'Forecourt Way 3', 9, [
    [20, 105],
    [56, 105],
  ]),
  street('银泰南巷', 'Intime South Lane', 8, [
    [-53, -55],
    [62, -55],
  ]),
  street('仁和南巷', 'Renhe South Lane', 7, [
    [-48, -150],
    [66, -150],
  ]),
  street('仁和西巷', 'Renhe West Lane', 7, [
    [-90, -146],
    [-49, -146],
  ]),
  street('邮电南巷', 'Youdian South Lane', 7, [
    [-22, -230],
    [-22, -366],
  ]),
  street('滨湖北步道', 'Lakeside Path North', 10, [
    [-384, 311],
    [-440, 338],
    [-500, 338],
  ]),
  street('涌金步道', 'Yongjin Lakeside Path', 8, [
    [-80, -330],
    [-80, -352],
    [-120, -362],
    [-175, -392],
    [-215, -412],
  ]),
  street('涌金连接道', 'Yongjin Link', 7, [
    [-80, -351],
    [-62, -364],
  ]),
  stairs('龙翔桥站A口台阶', 'Longxiangqiao Exit A stairs', 5, [
    [-27, 128],
    [-12, 128],
  ]),
  stairs('龙翔桥站B口台阶', 'Longxiangqiao Exit B stairs', 5, [
    [-27, 156],
    [-12, 156],
  ]),
  stairs('龙翔桥站C口台阶', 'Longxiangqiao Exit C stairs', 6, [
    [2, 74],
    [2, 92],
  ]),
  stairs('龙翔桥站D口台阶', 'Longxiangqiao Exit D stairs', 5, [
    [119, 66],
    [119, 50],
  ]),
  ...LAKESIDE_PATHS.map(([northM, widthM], index) =>
    street(`湖滨公园${index + 1}号口`, `Lakeside Park entrance ${index + 1}`, widthM, [
      hubin.at(northM, -6),
      hubin.at(northM, -20),
    ]),
  ),
];

export function drawStreets() {
  return STREETS.map((drawn) => ({ ...drawn, line: drawn.line.map(lonLat) }));
}

/** The water cuts the lakeside strip at the quay, so its western edge lies in the lake. */
const LAKESIDE = { hedgeM: -13, beyondTheQuayM: -56 };

export function drawOpenGround() {
  const lakeside = (
    zh: string,
    en: string,
    southM: number,
    northM: number,
    surface: 'walkway' | 'queue',
  ) => ({
    name: nameOf(zh, en),
    kind: 'promenade' as const,
    polygon: polygon(hubin.strip(southM, northM, LAKESIDE.beyondTheQuayM, LAKESIDE.hedgeM)),
    surface,
  });
  const plaza = (zh: string, en: string, ring: Line) => ({
    name: nameOf(zh, en),
    kind: 'plaza' as const,
    polygon: polygon(ring),
    surface: 'walkway' as const,
  });
  return [
    lakeside('一公园', 'First Park', -345, -185, 'walkway'),
    lakeside('二公园', 'Second Park', -185, -110, 'walkway'),
    // People stand here to watch: the queue table, not the walkway one.
    lakeside('三公园音乐喷泉观景平台', 'Third Park, musical fountain terrace', -110, 32, 'queue'),
    lakeside('四公园', 'Fourth Park', 32, 150, 'walkway'),
    lakeside('五公园', 'Fifth Park', 150, 318, 'walkway'),
    plaza('湖滨银泰in77广场', 'Hubin Intime in77 plaza', [
      [-166, 14],
      [-74, 15],
      [-74, 54],
      [-188, 53],
    ]),
    plaza('平海路北广场', 'Pinghai Road north plaza', box(-46, 40, 36, 52)),
    plaza('龙翔桥站前广场', 'Longxiangqiao station forecourt', box(-14, 88, 32, 186)),
    plaza('龙翔桥公交总站广场', 'Longxiangqiao bus station yard', box(158, 130, 200, 166)),
  ];
}
