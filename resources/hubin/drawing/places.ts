import type { EastNorth, LonLat } from '../../../src/domain/base/quantity.ts';
import { box, type DrawnName, type Line, lonLat, nameOf, polygon } from './pen.ts';
import { hubin, yanan } from './ways.ts';

interface InnerGate {
  id: string;
  name: DrawnName;
  kind: 'metroExit' | 'busStop' | 'ferry';
  zone: string;
  clearWidthM: number;
  position: EastNorth;
  /** The line people cross on their way in, the world to its left. */
  counted: readonly [EastNorth, EastNorth];
}

/** Ways into the district that lead past the outer cordon; each is counted as a cordon crossing. */
export const INNER_GATES: readonly InnerGate[] = [
  {
    id: 'gate-lxq-a',
    name: nameOf('龙翔桥站A口', 'Longxiangqiao Exit A'),
    kind: 'metroExit',
    zone: 'longxiangqiao-forecourt',
    clearWidthM: 5,
    position: [-26, 128],
    counted: [
      [-20, 125],
      [-20, 131],
    ],
  },
  {
    id: 'gate-lxq-b',
    name: nameOf('龙翔桥站B口', 'Longxiangqiao Exit B'),
    kind: 'metroExit',
    zone: 'longxiangqiao-forecourt',
    clearWidthM: 5,
    position: [-26, 156],
    counted: [
      [-20, 153],
      [-20, 159],
    ],
  },
  {
    id: 'gate-lxq-c',
    name: nameOf('龙翔桥站C口', 'Longxiangqiao Exit C'),
    kind: 'metroExit',
    zone: 'longxiangqiao-forecourt',
    clearWidthM: 6,
    position: [2, 75],
    counted: [
      [5.5, 82],
      [-1.5, 82],
    ],
  },
  {
    id: 'gate-lxq-d',
    name: nameOf('龙翔桥站D口', 'Longxiangqiao Exit D'),
    kind: 'metroExit',
    zone: 'wushan-road',
    clearWidthM: 5,
    position: [119, 65],
    counted: [
      [116, 58],
      [122, 58],
    ],
  },
  {
    id: 'gate-bus-longxiangqiao',
    name: nameOf('龙翔桥公交总站', 'Longxiangqiao bus station'),
    kind: 'busStop',
    zone: 'wushan-road',
    clearWidthM: 12,
    position: [190, 150],
    counted: [
      [182, 156],
      [182, 144],
    ],
  },
  {
    id: 'gate-bus-yigongyuan',
    name: nameOf('一公园公交站', 'First Park bus stop'),
    kind: 'busStop',
    zone: 'jiefang-road',
    clearWidthM: 8,
    position: [-99, -391],
    counted: [
      [-94, -382],
      [-86, -394],
    ],
  },
  {
    id: 'gate-ferry-ergongyuan',
    name: nameOf('二公园码头', 'Second Park ferry pier'),
    kind: 'ferry',
    zone: 'ergongyuan',
    clearWidthM: 4,
    position: [-125, -160],
    counted: [
      [-121.5, -162.5],
      [-124.5, -156.5],
    ],
  },
];

/** Where the approaches begin: people appear here and walk to the outer checkpoints. */
const STREET_GATES: readonly (readonly [string, DrawnName, EastNorth, number])[] = [
  ['gate-yanan-north', nameOf('延安路庆春口', "Yan'an Road at Qingchun Road"), [33, 510], 24],
  ['gate-qingchun-west', nameOf('庆春路西', 'Qingchun Road west'), [-416, 441], 16],
  ['gate-qingchun-east', nameOf('庆春路东', 'Qingchun Road east'), [108, 516], 16],
  ['gate-shengtang', nameOf('圣塘步道', 'Shengtang lakeside path'), [-497, 338], 8],
  ['gate-changsheng-east', nameOf('长生路东', 'Changsheng Road east'), [122, 374], 12],
  ['gate-xueshi-east', nameOf('学士路东', 'Xueshi Road east'), [202, 216], 10],
  ['gate-pinghai-east', nameOf('平海路东', 'Pinghai Road east'), [236, 44], 18],
  ['gate-renhe-east', nameOf('仁和路东', 'Renhe Road east'), [232, -95], 10],
  ['gate-youdian-east', nameOf('邮电路东', 'Youdian Road east'), [232, -224], 12],
  ['gate-jiefang-east', nameOf('解放路东', 'Jiefang Road east'), [247, -361], 20],
  ['gate-wushan-south', nameOf('吴山路南', 'Wushan Road south'), [168, -437], 10],
  ['gate-yanan-south', nameOf('延安路南', "Yan'an Road south"), [76, -437], 26],
  ['gate-nanshan', nameOf('南山路', 'Nanshan Road'), [-170, -443], 12],
  ['gate-yongjin', nameOf('涌金步道', 'Yongjin lakeside path'), [-213, -411], 6],
];

/** Stations beyond the grid whose passengers walk in along the Yan'an Road. */
const OFF_SITE_STATIONS: readonly (readonly [string, DrawnName, LonLat, string])[] = [
  [
    'gate-metro-fengqi-road',
    nameOf('凤起路站', 'Fengqi Road station'),
    [120.159074, 30.264189],
    'yanan-road-north',
  ],
  [
    'gate-metro-dingan-road',
    nameOf('定安路站', "Ding'an Road station"),
    [120.163076, 30.248343],
    'jiefang-road',
  ],
];

export function drawGates() {
  return [
    ...INNER_GATES.map(({ id, name, kind, position, zone, clearWidthM }) => ({
      id,
      name,
      kind,
      position: lonLat(position),
      leadsTo: zone,
      clearWidthM,
    })),
    ...OFF_SITE_STATIONS.map(([id, name, position, leadsTo]) => ({
      id,
      name,
      kind: 'metroExit' as const,
      position,
      leadsTo,
      clearWidthM: 10,
    })),
    ...STREET_GATES.map(([id, name, position, clearWidthM]) => ({
      id,
      name,
      kind: 'street' as const,
      position: lonLat(position),
      leadsTo: 'outside' as const,
      clearWidthM,
    })),
  ];
}

/** Alert values are about the area times the density at which this place was agreed to need action. */
const HOT_SPOTS: readonly (readonly [
  string,
  DrawnName,
  string,
  'walkway' | 'stairs' | 'queue',
  number,
  Line,
])[] = [
  [
    'musical-fountain',
    nameOf('音乐喷泉', 'Musical fountain'),
    'fountain-terrace',
    'queue',
    6000,
    hubin.strip(-88, 6, -54, -26),
  ],
  [
    'longxiangqiao-exit',
    nameOf('龙翔桥地铁口', 'Longxiangqiao metro exit'),
    'longxiangqiao-forecourt',
    'walkway',
    2800,
    box(-13, 112, 12, 172),
  ],
  [
    'exit-c-stairs',
    nameOf('龙翔桥C口台阶', 'Exit C stairs'),
    'longxiangqiao-forecourt',
    'stairs',
    200,
    box(-2, 73, 6, 94),
  ],
  [
    'in77-plaza-spot',
    nameOf('in77广场', 'in77 plaza'),
    'in77-plaza',
    'walkway',
    6000,
    box(-156, 16, -76, 55),
  ],
  [
    'hubin-pinghai',
    nameOf('湖滨路平海路口', 'Hubin Road at Pinghai Road'),
    'hubin-road-north',
    'walkway',
    2700,
    hubin.strip(4, 52, -11, 11),
  ],
  [
    'first-park-spot',
    nameOf('一公园', 'First Park'),
    'yigongyuan',
    'walkway',
    6000,
    hubin.strip(-330, -240, -54, -14),
  ],
  [
    'ferry-pier',
    nameOf('二公园码头', 'Second Park ferry pier'),
    'ergongyuan',
    'queue',
    2300,
    hubin.strip(-178, -140, -44, -14),
  ],
  [
    'dongpo-xueshi',
    nameOf('东坡路学士路口', 'Dongpo Road at Xueshi Road'),
    'xueshi-road',
    'walkway',
    1000,
    box(-82, 190, -48, 214),
  ],
  [
    'fourth-park-rail',
    nameOf('四公园临水栏杆', 'Fourth Park rail'),
    'sigongyuan',
    'queue',
    3000,
    hubin.strip(60, 135, -36, -18),
  ],
  [
    'hubin-youdian',
    nameOf('湖滨路邮电路口', 'Hubin Road at Youdian Road'),
    'hubin-road-south',
    'walkway',
    2000,
    hubin.strip(-258, -215, -11, 11),
  ],
  [
    'yanan-pinghai',
    nameOf('延安路平海路口', "Yan'an Road at Pinghai Road"),
    'yanan-road-middle',
    'walkway',
    2000,
    yanan.strip(20, 60, -16, 16),
  ],
];

export function drawHotSpots() {
  return HOT_SPOTS.map(([id, name, zone, surface, alertPeople, ring]) => ({
    id,
    name,
    zone,
    polygon: polygon(ring),
    surface,
    alertPeople,
  }));
}

/** Raised ones are duty platforms, whose people give density readings by eye. */
const POSTS: readonly (readonly [string, string, string, EastNorth, 'raised' | 'level'])[] = [
  ['yigongyuan', '一公园岗台', 'First Park platform', [-70, -330], 'raised'],
  ['yigongyuan', '一公园临水岗', 'First Park waterside post', hubin.at(-236, -22), 'level'],
  ['ergongyuan', '二公园码头岗台', 'Ferry pier platform', hubin.at(-148, -28), 'raised'],
  ['fountain-terrace', '喷泉南岗台', 'Fountain south platform', hubin.at(-76, -32), 'raised'],
  ['fountain-terrace', '喷泉中岗台', 'Fountain middle platform', hubin.at(-40, -34), 'raised'],
  ['fountain-terrace', '喷泉北岗台', 'Fountain north platform', hubin.at(-8, -36), 'raised'],
  ['sigongyuan', '四公园岗台', 'Fourth Park platform', hubin.at(82, -22), 'raised'],
  ['hubin-road-north', '平海路口岗台', 'Pinghai crossing platform', hubin.at(28, 0), 'raised'],
  ['hubin-road-north', '湖滨路君悦岗', 'Hubin Road Hyatt post', hubin.at(105, 6), 'level'],
  ['hubin-road-south', '邮电路口岗台', 'Youdian crossing platform', hubin.at(-232, 0), 'raised'],
  ['hubin-road-south', '湖滨路南岗', 'Hubin Road south post', hubin.at(-320, 4), 'level'],
  ['in77-plaza', 'in77广场岗台', 'in77 plaza platform', [-118, 44], 'raised'],
  ['wugongyuan', '五公园岗', 'Fifth Park post', hubin.at(220, -4), 'level'],
  ['xueshi-road', '东坡学士路口岗', 'Dongpo-Xueshi post', [-66, 199], 'level'],
  ['dongpo-road-north', '东坡路北岗', 'Dongpo Road north post', [-59, 120], 'level'],
  ['pinghai-road', '东坡平海路口岗', 'Dongpo-Pinghai post', [-54, 34], 'level'],
  ['longxiangqiao-forecourt', '站前广场岗台', 'Forecourt platform', [10, 136], 'raised'],
  ['dongpo-road-south', '东坡仁和路口岗', 'Dongpo-Renhe post', [-49, -101], 'level'],
  ['youdian-road', '邮电路岗', 'Youdian Road post', [8, -228], 'level'],
  ['changsheng-road', '长生路岗', 'Changsheng Road post', [-220, 349], 'level'],
  ['yanan-road-north', '延安路北岗', "Yan'an Road north post", yanan.at(300, 0), 'level'],
  ['yanan-road-middle', '延安平海路口岗台', "Yan'an-Pinghai platform", yanan.at(40, 0), 'raised'],
  ['yanan-road-south', '延安路南岗', "Yan'an Road south post", yanan.at(-230, 0), 'level'],
  ['wushan-road', '吴山路岗', 'Wushan Road post', [155, 40], 'level'],
  ['jiefang-road', '解放延安路口岗', "Jiefang-Yan'an post", [74, -367], 'level'],
];

export function drawPosts() {
  return POSTS.map(([zone, zh, en, position, height], index) => ({
    id: `post-${index + 1}`,
    name: nameOf(zh, en),
    position: lonLat(position),
    zone,
    raised: height === 'raised',
  }));
}
