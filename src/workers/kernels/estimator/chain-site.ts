import type { LonLat } from '../../../domain/base/quantity.ts';
import { localMetres } from '../../../domain/geo/local-metres.ts';
import { type Site, siteSchema } from '../../../domain/site/site.ts';

/** What a chain is drawn with. */
export interface ChainOptions {
  readonly zones: number;
  /** Side of each square zone; m. */
  readonly sideM?: number;
  readonly cellM?: number;
  /** Zones that have a camera over the whole of them. */
  readonly cameras?: readonly number[];
  /** Whether the borders between zones are counted; the two ends always are. */
  readonly countInside?: boolean;
  /** Point densities: zone and its place in the zone (shares of the side); 4 × 4 m. */
  readonly points?: readonly {
    readonly zone: number;
    readonly east: number;
    readonly north: number;
  }[];
  /** Cameras over a part of a zone, from and to as shares of its side, west to east. */
  readonly parts?: readonly { readonly zone: number; readonly from: number; readonly to: number }[];
  /** Telecom cells, from and to in zones from the west. */
  readonly cells?: readonly { readonly from: number; readonly to: number }[];
}

/** The corner from which the chain is drawn eastwards. */
const ORIGIN: LonLat = [120.15, 30.25];

/** For tests and benches: square zones in a row on open ground, with gates to the world at both ends. */
export function chainSite(options: ChainOptions): Site {
  const { zones, sideM = 50, cellM = 1, cameras = [], countInside = true } = options;
  const metres = localMetres(ORIGIN);
  const at = (east: number, north: number): LonLat => metres.toLonLat([east, north]);
  const box = (west: number, south: number, east: number, north: number) => [
    [at(west, south), at(east, south), at(east, north), at(west, north)],
  ];
  const name = (en: string) => ({ zh: en, en });
  const zoneId = (index: number) => `zone-${index}`;
  const common = { relativeError: 0.1, detectionShare: 1, staleAfterS: 60 };
  const counter = (border: number, direction: 'east' | 'west') => {
    const west = border === 0 ? 'world' : zoneId(border - 1);
    const east = border === zones ? 'world' : zoneId(border);
    const [from, to] = direction === 'east' ? [west, east] : [east, west];
    return {
      ...common,
      kind: 'lineCounter' as const,
      id: `count-${border}-${direction}`,
      name: name(`count ${border} ${direction}`),
      relativeError: 0.05,
      line: [at(border * sideM, 0), at(border * sideM, sideM)] as const,
      from,
      to,
      ...(from === 'world' ? { cordon: 'entry' as const } : {}),
      ...(to === 'world' ? { cordon: 'exit' as const } : {}),
    };
  };
  const borders = Array.from({ length: zones + 1 }, (_, border) => border).filter(
    (border) => countInside || border === 0 || border === zones,
  );
  return siteSchema.parse({
    format: 'anlan-site',
    version: 1,
    id: 'chain',
    name: name('Chain'),
    timeZone: 'Asia/Shanghai',
    attribution: 'drawn for tests',
    origin: ORIGIN,
    grid: {
      westM: 0,
      southM: 0,
      cols: Math.round((zones * sideM) / cellM),
      rows: Math.round(sideM / cellM),
      cellM,
    },
    streets: [],
    openGround: [
      {
        name: name('Ground'),
        kind: 'plaza',
        polygon: box(0, 0, zones * sideM, sideM),
        surface: 'walkway',
      },
    ],
    obstacles: [],
    zones: Array.from({ length: zones }, (_, index) => ({
      id: zoneId(index),
      name: name(zoneId(index)),
      ring: 'core' as const,
      polygon: box(index * sideM, 0, (index + 1) * sideM, sideM),
      surface: 'walkway' as const,
      designDensityPerM2: 2.5,
    })),
    hotSpots: [],
    checkpoints: [],
    passages: [],
    gates: [],
    posts: [],
    sensors: [
      ...borders.flatMap((border) => [counter(border, 'east'), counter(border, 'west')]),
      ...cameras.map((zone) => ({
        ...common,
        kind: 'zoneCount' as const,
        id: `camera-${zone}`,
        name: name(`camera ${zone}`),
        zone: zoneId(zone),
        polygon: box(zone * sideM, 0, (zone + 1) * sideM, sideM),
      })),
      ...(options.parts ?? []).map(({ zone, from, to }, index) => ({
        ...common,
        kind: 'zoneCount' as const,
        id: `part-${index}`,
        name: name(`part ${index}`),
        zone: zoneId(zone),
        polygon: box((zone + from) * sideM, 0, (zone + to) * sideM, sideM),
      })),
      ...(options.cells ?? []).map(({ from, to }, index) => ({
        ...common,
        kind: 'gridCell' as const,
        id: `cell-${index}`,
        name: name(`cell ${index}`),
        relativeError: 0.2,
        staleAfterS: 900,
        polygon: box(from * sideM, 0, to * sideM, sideM),
      })),
      ...(options.points ?? []).map(({ zone, east, north }, index) => ({
        ...common,
        kind: 'pointDensity' as const,
        id: `point-${index}`,
        name: name(`point ${index}`),
        zone: zoneId(zone),
        polygon: box(
          (zone + east) * sideM - 2,
          north * sideM - 2,
          (zone + east) * sideM + 2,
          north * sideM + 2,
        ),
      })),
    ],
  });
}
