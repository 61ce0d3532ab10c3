import { barriers } from './checkpoints.ts';
import { box, type DrawnName, type Line, nameOf, polygon, square } from './pen.ts';
import { hubin } from './ways.ts';

/** West Lake as far as the grid reaches, simplified: its shore from the Shengtang side to Yongjin. */
const LAKE: Line = [
  [-600, 425],
  [-505, 320],
  [-433, 325],
  [-394, 303],
  [-352, 232],
  [-335, 217],
  [-312, 174],
  [-269, 104],
  [-241, 56],
  [-235, 20],
  [-212, -22],
  [-191, -62],
  [-173, -84],
  [-149, -124],
  [-127, -162],
  [-92, -224],
  [-86, -242],
  [-90, -269],
  [-102, -295],
  [-118, -318],
  [-186, -383],
  [-240, -415],
  [-306, -447],
  [-310, -455],
  [-600, -455],
];

const PLANTINGS: readonly Line[] = [
  // Lawns behind the quay; people stand on the paved strip in front of them.
  hubin.strip(-310, -284, -30, -15),
  hubin.strip(-268, -244, -24, -15),
  hubin.strip(-226, -198, -24, -15),
  hubin.strip(-152, -136, -23, -15),
  hubin.strip(-86, -66, -25, -15),
  hubin.strip(-50, -30, -25, -15),
  hubin.strip(-14, 4, -26, -15),
  hubin.strip(20, 44, -26, -15),
  hubin.strip(57, 64, -20, -15),
  hubin.strip(94, 126, -20, -15),
  hubin.strip(160, 196, -20, -15),
  hubin.strip(205, 296, -23, -15),
  // South-west of the First Park the shore turns away and the ground is a closed garden.
  [
    [-102, -295],
    [-118, -318],
    [-146.2, -345],
    [-93, -345],
  ],
  box(-146, 44, -126, 51),
  box(-108, 44, -84, 51),
  box(-8, 118, 2, 124),
  box(-8, 158, 2, 164),
];

const STRUCTURES: readonly Line[] = [
  // The statue group of in77, a pavilion in the Fourth Park, the ferry office.
  square([-150, 46], 5),
  square(hubin.at(70, -22), 6),
  square([-113, -158], 5),
  // Ventilation of the station.
  box(14, 150, 22, 156),
];

/** Buildings between the streets, simplified to their outlines. */
const BLOCKS: readonly (readonly [DrawnName, Line])[] = [
  [
    nameOf('湖滨银泰in77 A区', 'Hubin Intime in77 A'),
    [
      [-76, 12],
      [-160, 11],
      [-165, -4],
      [-110, -93],
      [-66, -92],
      [-68, 5],
    ],
  ],
  [
    nameOf('湖滨银泰in77 B区', 'Hubin Intime in77 B'),
    [
      [-61, -174],
      [-57, -152],
      [-86, -152],
      [-72, -174],
    ],
  ],
  [
    nameOf('湖滨银泰in77 C区', 'Hubin Intime in77 C'),
    [
      [-58, -139],
      [-59, -111],
      [-100, -112],
      [-88, -139],
    ],
  ],
  [
    nameOf('湖滨银泰in77 D区', 'Hubin Intime in77 D'),
    [
      [-44, 20],
      [-43, -47],
      [41, -47],
      [38, 23],
    ],
  ],
  [
    nameOf('湖滨银泰in77 E区', 'Hubin Intime in77 E'),
    [
      [-14, -350],
      [53, -350],
      [49, -240],
      [-14, -242],
    ],
  ],
  [
    nameOf('仁和街区', 'Renhe block'),
    [
      [-42, -63],
      [43, -63],
      [44, -90],
      [-41, -93],
    ],
  ],
  [
    nameOf('工联街区', 'Gonglian block'),
    [
      [-39, -110],
      [45, -107],
      [46, -143],
      [-38, -143],
    ],
  ],
  [
    nameOf('邮电街区', 'Youdian block'),
    [
      [-36, -158],
      [47, -158],
      [49, -214],
      [-35, -218],
    ],
  ],
  [
    nameOf('杭州君悦酒店', 'Grand Hyatt Hangzhou'),
    [
      [-184, 60],
      [-122, 60],
      [-119, 94],
      [-205, 92],
    ],
  ],
  [
    nameOf('君悦北街区', 'Hyatt north block'),
    [
      [-216, 108],
      [-120, 110],
      [-115, 182],
      [-258, 176],
    ],
  ],
  [
    nameOf('东坡西街区', 'Dongpo west block'),
    [
      [-108, 60],
      [-69, 60],
      [-72, 186],
      [-100, 188],
    ],
  ],
  [
    nameOf('湖滨苹果店街区', 'Apple Store block'),
    [
      [-42, 54],
      [14, 54],
      [-4, 70],
      [-4, 86],
      [-20, 86],
      [-20, 100],
      [-46, 100],
    ],
  ],
  [
    nameOf('龙翔商厦', 'Longxiang Mall'),
    [
      [-49, 116],
      [-30, 116],
      [-30, 166],
      [-51, 166],
    ],
  ],
  [
    nameOf('学士北街区西', 'Xueshi north block, west'),
    [
      [-268, 204],
      [-188, 206],
      [-194, 342],
      [-326, 322],
    ],
  ],
  [
    nameOf('学士北街区中', 'Xueshi north block, middle'),
    [
      [-172, 208],
      [-78, 210],
      [-93, 352],
      [-182, 345],
    ],
  ],
  [
    nameOf('学士北街区东', 'Xueshi north block, east'),
    [
      [-56, 212],
      [32, 214],
      [31, 243],
      [-58, 246],
    ],
  ],
  [
    nameOf('长生街区', 'Changsheng block'),
    [
      [-60, 266],
      [29, 262],
      [25, 358],
      [-70, 354],
    ],
  ],
  [
    nameOf('庆春街区西', 'Qingchun block, west'),
    [
      [-352, 355],
      [-104, 388],
      [-136, 440],
      [-176, 494],
      [-354, 446],
    ],
  ],
  [
    nameOf('庆春街区东', 'Qingchun block, east'),
    [
      [-78, 386],
      [22, 390],
      [14, 498],
      [-144, 494],
      [-108, 438],
    ],
  ],
  [
    nameOf('延安东街区北', "Yan'an east block, north"),
    [
      [76, 228],
      [140, 230],
      [140, 360],
      [66, 360],
    ],
  ],
  [
    nameOf('龙翔街区', 'Longxiang block'),
    [
      [79, 60],
      [108, 60],
      [130, 60],
      [142, 60],
      [142, 124],
      [106, 160],
      [98, 188],
      [76, 198],
    ],
  ],
  [
    nameOf('吴山北街区', 'Wushan north block'),
    [
      [76, 24],
      [142, 27],
      [142, -80],
      [83, -84],
    ],
  ],
  [
    nameOf('吴山中街区', 'Wushan middle block'),
    [
      [84, -112],
      [148, -108],
      [152, -210],
      [89, -212],
    ],
  ],
  [
    nameOf('吴山南街区', 'Wushan south block'),
    [
      [90, -240],
      [153, -238],
      [158, -346],
      [94, -348],
    ],
  ],
  [
    nameOf('解放南街区西', 'Jiefang south block, west'),
    [
      [-40, -388],
      [50, -388],
      [52, -440],
      [-120, -440],
    ],
  ],
  [
    nameOf('解放南街区东', 'Jiefang south block, east'),
    [
      [98, -388],
      [156, -386],
      [156, -440],
      [98, -440],
    ],
  ],
];

export function drawObstacles() {
  const plain = (kind: 'planting' | 'structure', ring: Line) => ({ kind, polygon: polygon(ring) });
  return [
    { kind: 'water' as const, name: nameOf('西湖', 'West Lake'), polygon: polygon(LAKE) },
    ...BLOCKS.map(([name, ring]) => ({ kind: 'block' as const, name, polygon: polygon(ring) })),
    ...PLANTINGS.map((ring) => plain('planting', ring)),
    ...STRUCTURES.map((ring) => plain('structure', ring)),
    ...barriers().map((ring) => ({
      kind: 'structure' as const,
      name: nameOf('卡口护栏', 'Checkpoint barrier'),
      polygon: polygon(ring),
    })),
  ];
}
