import type { EastNorth } from '../../../src/domain/base/quantity.ts';
import { type DrawnName, nameOf } from './pen.ts';
import { hubin, wushan, yanan } from './ways.ts';

/** A row of barriers across a way with one opening for each checkpoint. */
export interface Cordon {
  /** The place to the left of `from` → `to`. */
  outer: string;
  /** The place to the right. */
  inner: string;
  from: EastNorth;
  to: EastNorth;
  openings: readonly Opening[];
}

export interface Opening {
  number: number;
  name: DrawnName;
  /** Metres from the cordon's `from` to the middle of the opening; without it the cordon's own middle. */
  atM?: number;
  clearWidthM: number;
  /** A cordon may lie between more than one pair of zones. */
  inner?: string;
  unstaffed?: true;
  /** Nobody counts here: the flow is unknown. */
  uncounted?: true;
}

type Flags = Pick<Opening, 'atM' | 'inner' | 'unstaffed' | 'uncounted'>;

function opening(
  number: number,
  zh: string,
  en: string,
  clearWidthM: number,
  flags: Flags = {},
): Opening {
  return { number, name: nameOf(zh, en), clearWidthM, ...flags };
}

/** Across the western edge of the Yan'an Road, from north to south: people go in westwards. */
function fromYanan(
  southM: number,
  northM: number,
  outer: string,
  inner: string,
  ...openings: Opening[]
): Cordon {
  return { outer, inner, from: yanan.at(northM, -18), to: yanan.at(southM, -18), openings };
}

/** Across the eastern edge of the Hubin Road, from north to south: people go in westwards. */
function ontoHubin(
  southM: number,
  northM: number,
  outer: string,
  inner: string,
  ...openings: Opening[]
): Cordon {
  return { outer, inner, from: hubin.at(northM, 12), to: hubin.at(southM, 12), openings };
}

function across(
  from: EastNorth,
  to: EastNorth,
  outer: string,
  inner: string,
  ...openings: Opening[]
): Cordon {
  return { outer, inner, from, to, openings };
}

/** Clear widths are multiples of a lane of 0.75 m. */
export const LANE_M = 0.75;

export const CORDONS: readonly Cordon[] = [
  // Outside to the diversion ring.
  across(
    yanan.at(388, -18),
    yanan.at(388, 18),
    'outside',
    'yanan-road-north',
    opening(1, '延安路北口西', "Yan'an Road north, west side", 7.5, { atM: 10 }),
    opening(2, '延安路北口东', "Yan'an Road north, east side", 7.5, { atM: 26 }),
  ),
  across(
    hubin.at(372, -13),
    hubin.at(372, 13),
    'outside',
    'changsheng-road',
    opening(3, '湖滨路庆春口', 'Hubin Road, Qingchun end', 6),
  ),
  across(
    [-418.8, 318.2],
    [-411.2, 334.6],
    'outside',
    'changsheng-road',
    opening(4, '圣塘步道口', 'Shengtang lakeside path', 4.5),
  ),
  across(
    [-99.7, 382.9],
    [-87.1, 389.1],
    'outside',
    'changsheng-road',
    opening(5, '菩提寺路口', 'Putisi Road', 4.5),
  ),
  across(
    yanan.at(381, 18),
    yanan.at(362, 18),
    'outside',
    'yanan-road-north',
    opening(6, '长生路东口', 'Changsheng Road east', 6),
  ),
  across(
    [125, 221],
    [125, 204],
    'outside',
    'wushan-road',
    opening(7, '学士路东口', 'Xueshi Road east', 6),
  ),
  across(
    wushan.at(180, -9),
    wushan.at(180, 9),
    'outside',
    'wushan-road',
    opening(8, '吴山路北口', 'Wushan Road north', 4.5),
  ),
  across(
    [184, 55],
    [184, 29],
    'outside',
    'wushan-road',
    opening(9, '平海路东口', 'Pinghai Road east', 9),
  ),
  across(
    [184, -88],
    [184, -104],
    'outside',
    'wushan-road',
    opening(10, '仁和路东口', 'Renhe Road east', 4.5),
  ),
  across(
    [184, -216],
    [184, -233],
    'outside',
    'wushan-road',
    opening(11, '邮电路东口', 'Youdian Road east', 6),
  ),
  across(
    [196, -348],
    [196, -378],
    'outside',
    'jiefang-road',
    opening(12, '解放路东口', 'Jiefang Road east', 12),
  ),
  across(
    wushan.at(-392, 9),
    wushan.at(-392, -9),
    'outside',
    'jiefang-road',
    opening(13, '吴山路南口', 'Wushan Road south', 4.5),
  ),
  across(
    yanan.at(-392, 18),
    yanan.at(-392, -18),
    'outside',
    'jiefang-road',
    opening(14, '延安路南口', "Yan'an Road south", 15),
  ),
  across(
    [-120.7, -420.4],
    [-131.3, -403.4],
    'outside',
    'jiefang-road',
    opening(15, '南山路口', 'Nanshan Road', 6),
  ),
  across(
    [-144.6, -383.4],
    [-151.4, -371.2],
    'outside',
    'jiefang-road',
    opening(16, '涌金步道口', 'Yongjin lakeside path', 3.75),
  ),

  // The diversion ring to the control ring.
  across(
    hubin.at(308, -36),
    hubin.at(308, 14),
    'changsheng-road',
    'wugongyuan',
    opening(17, '湖滨路长生口西', 'Hubin Road at Changsheng, west side', 3, { atM: 31 }),
    opening(18, '湖滨路长生口东', 'Hubin Road at Changsheng, east side', 3, { atM: 41 }),
    opening(19, '五公园北口', 'Fifth Park north', 3, { atM: 15 }),
  ),
  across(
    [-196, 337.4],
    [-180, 339.8],
    'changsheng-road',
    'xueshi-road',
    opening(20, '蕲王路北口', 'Qiwang Road north', 3),
  ),
  across(
    [-94, 352.1],
    [-70, 352.7],
    'changsheng-road',
    'xueshi-road',
    opening(21, '东坡路北口', 'Dongpo Road north', 4.5),
  ),
  fromYanan(
    246,
    260,
    'yanan-road-north',
    'xueshi-road',
    opening(22, '学士北巷口', 'Xueshi North Lane', 3, { unstaffed: true }),
  ),
  fromYanan(
    194,
    213,
    'yanan-road-middle',
    'xueshi-road',
    opening(23, '学士路延安口', "Xueshi Road at Yan'an Road", 6),
  ),
  fromYanan(
    163,
    177,
    'yanan-road-middle',
    'longxiangqiao-forecourt',
    opening(24, '站前一通道口', 'Forecourt Way 1', 4.5),
  ),
  fromYanan(
    133,
    147,
    'yanan-road-middle',
    'longxiangqiao-forecourt',
    opening(25, '站前二通道口', 'Forecourt Way 2', 4.5),
  ),
  fromYanan(
    98,
    112,
    'yanan-road-middle',
    'longxiangqiao-forecourt',
    opening(26, '站前三通道口', 'Forecourt Way 3', 4.5),
  ),
  fromYanan(
    23,
    52,
    'yanan-road-middle',
    'pinghai-road',
    opening(27, '平海路延安口北', "Pinghai Road at Yan'an Road, north side", 4.5, { atM: 9 }),
    opening(28, '平海路延安口南', "Pinghai Road at Yan'an Road, south side", 4.5, { atM: 20 }),
  ),
  fromYanan(
    -62,
    -48,
    'yanan-road-middle',
    'dongpo-road-south',
    opening(29, '银泰南巷口', 'Intime South Lane', 3, { uncounted: true }),
  ),
  fromYanan(
    -107,
    -90,
    'yanan-road-middle',
    'dongpo-road-south',
    opening(30, '仁和路延安口', "Renhe Road at Yan'an Road", 4.5),
  ),
  fromYanan(
    -157,
    -143,
    'yanan-road-south',
    'dongpo-road-south',
    opening(31, '仁和南巷口', 'Renhe South Lane', 3, { unstaffed: true, uncounted: true }),
  ),
  fromYanan(
    -236,
    -217,
    'yanan-road-south',
    'youdian-road',
    opening(32, '邮电路延安口', "Youdian Road at Yan'an Road", 4.5),
  ),
  across(
    [-15, -345],
    [-29, -345],
    'jiefang-road',
    'youdian-road',
    opening(33, '邮电南巷口', 'Youdian South Lane', 3, { uncounted: true }),
  ),

  // Into the core.
  across(
    hubin.at(150, -34),
    hubin.at(150, 14),
    'wugongyuan',
    'hubin-road-north',
    opening(34, '湖滨路北卡西', 'Hubin Road north, west side', 3, { atM: 29 }),
    opening(35, '湖滨路北卡东', 'Hubin Road north, east side', 3, { atM: 39 }),
    opening(36, '四公园北口', 'Fourth Park north', 2.25, { atM: 13, inner: 'sigongyuan' }),
  ),
  ontoHubin(
    85,
    99,
    'dongpo-road-north',
    'hubin-road-north',
    opening(37, '君悦巷口', 'Hyatt Lane', 2.25),
  ),
  across(
    [-124, 62],
    [-108, 62],
    'dongpo-road-north',
    'in77-plaza',
    opening(38, '蕲王路南口', 'Qiwang Road south', 2.25),
  ),
  across(
    [-68, 46],
    [-68, 19],
    'pinghai-road',
    'in77-plaza',
    opening(39, '平海路东坡口北', 'Pinghai Road at Dongpo Road, north side', 3, { atM: 8 }),
    opening(40, '平海路东坡口南', 'Pinghai Road at Dongpo Road, south side', 3, { atM: 19 }),
  ),
  ontoHubin(
    -118,
    -100,
    'dongpo-road-south',
    'hubin-road-north',
    opening(41, '仁和路湖滨口', 'Renhe Road at Hubin Road', 3.75),
  ),
  ontoHubin(
    -158,
    -144,
    'dongpo-road-south',
    'hubin-road-south',
    opening(42, '仁和西巷口', 'Renhe West Lane', 2.25, { uncounted: true }),
  ),
  across(
    [-60, -184],
    [-35, -184],
    'dongpo-road-south',
    'hubin-road-south',
    opening(43, '东坡路南口', 'Dongpo Road south', 3),
  ),
  across(
    [-37, -220],
    [-37, -240],
    'youdian-road',
    'hubin-road-south',
    opening(44, '邮电路湖滨口', 'Youdian Road at Hubin Road', 3),
  ),
  across(
    [-37, -345],
    [-65, -345],
    'jiefang-road',
    'hubin-road-south',
    opening(45, '湖滨路南卡东', 'Hubin Road south, east side', 3, { atM: 9 }),
    opening(46, '湖滨路南卡西', 'Hubin Road south, west side', 3, { atM: 19 }),
  ),
  across(
    [-65, -345],
    [-98, -345],
    'jiefang-road',
    'yigongyuan',
    opening(47, '一公园南口', 'First Park south', 2.25, { atM: 15 }),
  ),
];
