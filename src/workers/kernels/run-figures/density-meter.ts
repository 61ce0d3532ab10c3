import { ALERT_LEVELS, type LadderSettings } from '../../../domain/alert/ladder.ts';
import { thousandths } from '../../../domain/base/thousandths.ts';
import { FRUIN, LEVELS_OF_SERVICE } from '../../../domain/crowd/level-of-service.ts';
import { SURFACES } from '../../../domain/crowd/surface.ts';
import type { Grid } from '../../../domain/geo/grid.ts';
import { levelIndex } from '../../../domain/rehearsal/minutes-above.ts';
import { WORST_AREA_M2 } from '../../../domain/rehearsal/run-figures.ts';
import { type Ground, OUTSIDE_LEAF } from '../../../domain/site/ground.ts';
import { DensityScatter, densityGrid } from '../density-scatter/density-scatter.ts';
import { type NightPeople, PERSON_STATE } from '../night/agent-night.ts';
import { columnText, restoreColumn } from './saved-column.ts';

/** Seconds between two looks at everybody's density. */
export const LOOK_EVERY_S = 10;
/** Edge of the blocks in which a person's surroundings are counted, and of the maps' cells. */
const BLOCK_M = 4;
/** Steps of the histograms and codes: 0.05 ped/m², up to 12.75. */
export const MAP_STEP_PER_M2 = 0.05;
const CODES = 256;
const NO_BLOCK = -1;

/** What the meter holds; plain JSON. */
export interface DensityMeterState {
  /** Greatest Gaussian density and worst density of each zone in the minute that has begun. */
  maxNow: number[];
  worstNow: number[];
  readonly maxPerM2: number[][];
  readonly worstPerM2: number[][];
  /** Person-seconds by zone and level, and by surface and level of service. */
  readonly zoneLevelS: number[][];
  readonly serviceS: number[][];
  readonly maxCode: string;
  readonly looksAbove: string;
}

/**
 * Looks at people's density: Gaussian kernels on the site's raster for maxima, blocks of 4 × 4 m of ground for what a
 * person meets and for the maps. (A person alone has 0.3 ped/m² under his own kernel: a level of service by kernels
 * would call an empty square level B.)
 */
export class DensityMeter {
  /** The Gaussian raster of the last look; a view that the next look overwrites. */
  raster: Float32Array = new Float32Array(0);
  readonly grid: Grid;
  /** The maps' raster. */
  readonly blocks: Grid;
  /** Greatest density of each block as codes of MAP_STEP_PER_M2, and looks above the ladder's level 2. */
  readonly maxCode: Uint8Array;
  readonly looksAbove: Uint16Array;
  /** Raster cell of the greatest Gaussian density of each zone at the last look, -1 where nobody is. */
  readonly densest: Int32Array;
  readonly #ground: Ground;
  readonly #scatter: DensityScatter;
  /** Cell of the scattered raster, and block, by walk index. */
  readonly #cellOfWalk: Int32Array;
  readonly #blockOfWalk: Int32Array;
  /** By block: walkable m², the commonest surface. */
  readonly #blockM2: Float32Array;
  readonly #blockSurface: Uint8Array;
  readonly #blockPeople: Uint16Array;
  /** Level of the ladder and level of service by surface × density code. */
  readonly #levelOfCode: Uint8Array;
  readonly #serviceOfCode: Uint8Array;
  readonly #blockCode: Uint8Array;
  readonly #histogram: Uint32Array;
  /** Block of each person at this look. */
  #blockOf = new Int32Array(0);
  #x = new Float32Array(0);
  #y = new Float32Array(0);
  #maxNow: number[];
  #worstNow: number[];
  readonly #maxPerM2: number[][];
  readonly #worstPerM2: number[][];
  readonly #zoneLevelS: number[][];
  readonly #serviceS: number[][];

  constructor(ground: Ground, ladder: LadderSettings, saved?: DensityMeterState) {
    this.#ground = ground;
    this.grid = densityGrid(ground.grid, ground.grid.cellM);
    this.#scatter = new DensityScatter(this.grid);
    this.blocks = blockGrid(ground.grid);
    const count = this.blocks.cols * this.blocks.rows;
    this.maxCode = new Uint8Array(count);
    this.looksAbove = new Uint16Array(count);
    this.#blockM2 = new Float32Array(count);
    this.#blockSurface = new Uint8Array(count);
    this.#blockPeople = new Uint16Array(count);
    this.#blockCode = new Uint8Array(count);
    this.#cellOfWalk = new Int32Array(ground.cellCount);
    this.#blockOfWalk = new Int32Array(ground.cellCount);
    this.#layOut();
    this.#levelOfCode = tableOf((perM2, surface) =>
      levelIndex(perM2, ladder.densityPerM2[surface]),
    );
    this.#serviceOfCode = tableOf((perM2, surface) => {
      const index = FRUIN.upperPerM2[surface].findIndex((upper) => perM2 <= upper);
      return index < 0 ? LEVELS_OF_SERVICE.length - 1 : index;
    });
    const zones = ground.leaves.length;
    this.densest = new Int32Array(zones).fill(-1);
    this.#histogram = new Uint32Array(zones * CODES);
    const zero = (length: number) => Array.from({ length }, () => 0);
    this.#maxNow = saved?.maxNow ?? zero(zones);
    this.#worstNow = saved?.worstNow ?? zero(zones);
    this.#maxPerM2 = saved?.maxPerM2 ?? ground.leaves.map(() => []);
    this.#worstPerM2 = saved?.worstPerM2 ?? ground.leaves.map(() => []);
    this.#zoneLevelS = saved?.zoneLevelS ?? ground.leaves.map(() => zero(ALERT_LEVELS.length));
    this.#serviceS = saved?.serviceS ?? SURFACES.map(() => zero(LEVELS_OF_SERVICE.length));
    if (saved !== undefined) {
      restoreColumn(this.maxCode, saved.maxCode);
      restoreColumn(this.looksAbove, saved.looksAbove);
    }
  }

  get state(): DensityMeterState {
    return {
      maxNow: this.#maxNow,
      worstNow: this.#worstNow,
      maxPerM2: this.#maxPerM2,
      worstPerM2: this.#worstPerM2,
      zoneLevelS: this.#zoneLevelS,
      serviceS: this.#serviceS,
      maxCode: columnText(this.maxCode),
      looksAbove: columnText(this.looksAbove),
    };
  }

  /** Makes the raster ready before the span's first interval, of which nothing is counted. */
  prepare(people: NightPeople): void {
    this.#scatterPeople(people);
  }

  /** Looks at everybody at the end of an interval of LOOK_EVERY_S. */
  look(people: NightPeople): void {
    this.#scatterPeople(people);
    this.#lookAtZones();
    this.#countBlocks(people);
    this.#lookAtPeople(people);
  }

  /** Ends a minute. */
  endMinute(): void {
    this.#maxPerM2.forEach((series, zone) => {
      series.push(thousandths(this.#maxNow[zone] ?? 0));
    });
    this.#worstPerM2.forEach((series, zone) => {
      series.push(thousandths(this.#worstNow[zone] ?? 0));
    });
    this.#maxNow.fill(0);
    this.#worstNow.fill(0);
  }

  #layOut(): void {
    const { grid, gridCell, surfaceOfCell, cellCount } = this.#ground;
    const votes = new Uint16Array(this.#blockM2.length * SURFACES.length);
    const shiftCols = Math.round((grid.westM - this.grid.westM) / grid.cellM);
    const shiftRows = Math.round((grid.southM - this.grid.southM) / grid.cellM);
    const per = this.blocks.cellM / grid.cellM;
    for (let walk = 0; walk < cellCount; walk++) {
      const cell = gridCell[walk] as number;
      const col = cell % grid.cols;
      const row = (cell - col) / grid.cols;
      this.#cellOfWalk[walk] = (row + shiftRows) * this.grid.cols + col + shiftCols;
      const block = Math.floor(row / per) * this.blocks.cols + Math.floor(col / per);
      this.#blockOfWalk[walk] = block;
      this.#blockM2[block] = (this.#blockM2[block] as number) + grid.cellM ** 2;
      const vote = block * SURFACES.length + (surfaceOfCell[walk] as number);
      votes[vote] = (votes[vote] as number) + 1;
    }
    for (let block = 0; block < this.#blockSurface.length; block++) {
      const own = votes.subarray(block * SURFACES.length, (block + 1) * SURFACES.length);
      this.#blockSurface[block] = own.indexOf(Math.max(...own));
    }
  }

  #scatterPeople({ count, x, y }: NightPeople): void {
    if (this.#x.length < count) {
      this.#x = new Float32Array(count + 4_096);
      this.#y = new Float32Array(count + 4_096);
      this.#blockOf = new Int32Array(count + 4_096);
    }
    const { westM, southM, cols, rows, cellM } = this.#ground.grid;
    const eastM = westM + cols * cellM;
    const northM = southM + rows * cellM;
    // Who stands beyond the site's raster (an approach) counts on its edge: nobody is lost.
    for (let k = 0; k < count; k++) {
      const east = x[k] as number;
      const north = y[k] as number;
      const inEast = east < westM ? westM : east >= eastM ? eastM - 0.01 : east;
      const inNorth = north < southM ? southM : north >= northM ? northM - 0.01 : north;
      this.#x[k] = inEast - this.grid.westM;
      this.#y[k] = inNorth - this.grid.southM;
    }
    this.raster = this.#scatter.scatter(this.#x, this.#y, count);
  }

  /** Greatest density of each zone, and the one that its densest 10 m² reach. */
  #lookAtZones(): void {
    const { cellCount, leafOfCell, leaves, grid } = this.#ground;
    const { raster, densest } = this;
    const histogram = this.#histogram.fill(0);
    const greatest = new Float32Array(leaves.length);
    densest.fill(-1);
    for (let walk = 0; walk < cellCount; walk++) {
      const cell = this.#cellOfWalk[walk] as number;
      const perM2 = raster[cell] as number;
      if (perM2 < 0.01) continue;
      const zone = leafOfCell[walk] as number;
      if (zone === OUTSIDE_LEAF) continue;
      const bin = zone * CODES + Math.min(CODES - 1, (perM2 / MAP_STEP_PER_M2) | 0);
      histogram[bin] = (histogram[bin] as number) + 1;
      if (perM2 > (greatest[zone] as number)) {
        greatest[zone] = perM2;
        densest[zone] = cell;
      }
    }
    const cells = Math.max(1, Math.round(WORST_AREA_M2 / grid.cellM ** 2));
    for (let zone = 0; zone < leaves.length; zone++) {
      this.#maxNow[zone] = Math.max(this.#maxNow[zone] ?? 0, greatest[zone] as number);
      const worst = worstOf(histogram.subarray(zone * CODES, (zone + 1) * CODES), cells);
      this.#worstNow[zone] = Math.max(this.#worstNow[zone] ?? 0, worst);
    }
  }

  #countBlocks({ count, x, y }: NightPeople): void {
    const people = this.#blockPeople.fill(0);
    const blockOf = this.#blockOf;
    const { westM, southM, cellM, cols, rows } = this.blocks;
    for (let k = 0; k < count; k++) {
      const col = Math.floor(((x[k] as number) - westM) / cellM);
      const row = Math.floor(((y[k] as number) - southM) / cellM);
      const isOn = col >= 0 && row >= 0 && col < cols && row < rows;
      const block = isOn ? row * cols + col : NO_BLOCK;
      blockOf[k] = block;
      if (block !== NO_BLOCK) people[block] = (people[block] as number) + 1;
    }
    for (let block = 0; block < people.length; block++) {
      const here = people[block] as number;
      this.#blockCode[block] = 0;
      if (here === 0) continue;
      const areaM2 = this.#blockM2[block] as number;
      // A sliver of ground at a façade: people on its edge do not make a crowd of it.
      const perM2 = here / Math.max(areaM2, BLOCK_M);
      const code = Math.min(CODES - 1, Math.round(perM2 / MAP_STEP_PER_M2));
      this.#blockCode[block] = code;
      if (code > (this.maxCode[block] as number)) this.maxCode[block] = code;
      const surface = this.#blockSurface[block] as number;
      if ((this.#levelOfCode[surface * CODES + code] as number) >= 2) {
        this.looksAbove[block] = Math.min(0xffff, (this.looksAbove[block] as number) + 1);
      }
    }
  }

  /** Person-seconds: by zone and level under the ground's thresholds, by surface and level of service. */
  #lookAtPeople({ count, state, zone }: NightPeople): void {
    const blockOf = this.#blockOf;
    const blockCode = this.#blockCode;
    const blockSurface = this.#blockSurface;
    const levelOfCode = this.#levelOfCode;
    const serviceOfCode = this.#serviceOfCode;
    const standing = SURFACES.indexOf('queue');
    const stairs = SURFACES.indexOf('stairs');
    const zones = this.#ground.leaves.length;
    const levels = new Uint32Array((zones + 1) * ALERT_LEVELS.length);
    const service = new Uint32Array(SURFACES.length * LEVELS_OF_SERVICE.length);
    for (let k = 0; k < count; k++) {
      const block = blockOf[k] as number;
      if (block === NO_BLOCK) continue;
      const code = blockCode[block] as number;
      const surface = blockSurface[block] as number;
      const own = Math.min(zone[k] as number, zones);
      const level = own * ALERT_LEVELS.length + (levelOfCode[surface * CODES + code] as number);
      levels[level] = (levels[level] as number) + 1;
      const doing = state[k] as number;
      const stands =
        doing === PERSON_STATE.queueing ||
        doing === PERSON_STATE.dwelling ||
        doing === PERSON_STATE.waiting;
      const table = surface !== stairs && stands ? standing : surface;
      const at = table * LEVELS_OF_SERVICE.length + (serviceOfCode[table * CODES + code] as number);
      service[at] = (service[at] as number) + 1;
    }
    addAll(this.#zoneLevelS, levels, LOOK_EVERY_S);
    addAll(this.#serviceS, service, LOOK_EVERY_S);
  }
}

/** Blocks that cover a raster; their edge is a whole number of its cells. */
function blockGrid({ westM, southM, cols, rows, cellM }: Grid): Grid {
  const per = Math.max(1, Math.round(BLOCK_M / cellM));
  return {
    westM,
    southM,
    cols: Math.ceil(cols / per),
    rows: Math.ceil(rows / per),
    cellM: per * cellM,
  };
}

/** A byte for each surface and density code. */
function tableOf(byte: (perM2: number, surface: (typeof SURFACES)[number]) => number): Uint8Array {
  const table = new Uint8Array(SURFACES.length * CODES);
  SURFACES.forEach((surface, row) => {
    for (let code = 0; code < CODES; code++) {
      table[row * CODES + code] = byte(code * MAP_STEP_PER_M2, surface);
    }
  });
  return table;
}

/** The density that the densest `cells` of a histogram reach, ped/m²; 0 where there are fewer with anybody. */
function worstOf(histogram: Uint32Array, cells: number): number {
  let found = 0;
  for (let code = CODES - 1; code > 0; code--) {
    found += histogram[code] as number;
    if (found >= cells) return code * MAP_STEP_PER_M2;
  }
  return 0;
}

function addAll(sums: number[][], counts: Uint32Array, weight: number): void {
  sums.forEach((row, index) => {
    for (let k = 0; k < row.length; k++) {
      row[k] = (row[k] ?? 0) + weight * (counts[index * row.length + k] ?? 0);
    }
  });
}
