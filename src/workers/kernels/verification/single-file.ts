import type { EastNorth } from '../../../domain/base/quantity.ts';
import { namedRng } from '../../../domain/base/rng.ts';
import type { AgentColumns } from '../agents/simulation.ts';
import type { Bench } from './bench.ts';
import { equalSpeed, floorPlan } from './floor-plan.ts';
import { interpolate } from './interpolate.ts';
import type { PlotPoint } from './plot.ts';
import { annulus, annulusBar } from './shapes.ts';
import type { Measured, VerificationTest } from './verification-test.ts';

const DENSITIES_PER_M = [0.5, 0.9, 1.3, 1.7, 2.1] as const;
const LENGTH_M = 26;
const RADIUS_M = LENGTH_M / (2 * Math.PI);
/** Too narrow to overtake. */
const HALF_WIDTH_M = 0.2;
const SPEED_MPS = 1.2;
/** Laps before the points count, then one lap of points. */
const LAPS = 3;
const STATIONS = 4;

/** Density per metre, then the 10th, 50th and 90th percentile of the speeds of the experiments. */
const BAND: readonly (readonly [number, number, number, number])[] = [
  [0.1, 0.961, 1.186, 1.483],
  [0.3, 0.84, 1.16, 1.473],
  [0.5, 0.708, 1.091, 1.389],
  [0.7, 0.598, 0.975, 1.305],
  [0.9, 0.448, 0.747, 1.101],
  [1.1, 0.316, 0.52, 0.84],
  [1.3, 0.187, 0.393, 0.608],
  [1.5, 0.112, 0.273, 0.485],
  [1.7, 0.071, 0.199, 0.382],
  [1.9, 0.048, 0.158, 0.314],
  [2.1, 0.035, 0.131, 0.27],
  [2.5, 0.022, 0.102, 0.22],
  [2.9, 0.017, 0.086, 0.196],
];
const column = (k: 1 | 2 | 3) => BAND.map((row): PlotPoint => [row[0], row[k]]);
const [LOW, MEDIAN, HIGH] = [column(1), column(2), column(3)];

/** Follows everybody round the ring and notes density (from the neighbours' distances) and speed once a second. */
class RingWatch {
  readonly points: PlotPoint[] = [];
  leastLaps = 0;
  private readonly travelled = new Map<number, { angle: number; totalM: number }>();
  private last = new Map<number, { totalM: number; densityPerM: number }>();
  private lastS = 0;

  sample(agents: AgentColumns, timeS: number): 'stop' | undefined {
    const order = this.follow(agents);
    this.leastLaps = Math.min(...order.map(({ totalM }) => totalM / LENGTH_M));
    if (timeS - this.lastS < 1 - 1e-6) return undefined;
    const now = new Map<number, { totalM: number; densityPerM: number }>();
    order.forEach(({ id, angle, totalM }, k) => {
      const ahead = order[(k + 1) % order.length]?.angle ?? angle;
      const behind = order.at(k - 1)?.angle ?? angle;
      const span = turn(angle - behind) + turn(ahead - angle);
      now.set(id, { totalM, densityPerM: 2 / (span * RADIUS_M) });
      const before = this.last.get(id);
      if (before && before.totalM >= LAPS * LENGTH_M && this.leastLaps >= LAPS) {
        this.points.push([before.densityPerM, (totalM - before.totalM) / (timeS - this.lastS)]);
      }
    });
    this.last = now;
    this.lastS = timeS;
    return this.leastLaps >= LAPS + 1 ? 'stop' : undefined;
  }

  /** People by angle, with the way gone along the middle of the ring. */
  private follow({ count, id, x, y }: AgentColumns) {
    const order = Array.from({ length: count }, (_, i) => {
      const agent = id[i] ?? 0;
      const angle = Math.atan2(y[i] ?? 0, x[i] ?? 0);
      const known = this.travelled.get(agent) ?? { angle, totalM: 0 };
      const step = Math.atan2(Math.sin(angle - known.angle), Math.cos(angle - known.angle));
      const totalM = known.totalM + step * RADIUS_M;
      this.travelled.set(agent, { angle, totalM });
      return { id: agent, angle, totalM };
    });
    return order.sort((a, b) => a.angle - b.angle);
  }
}

/** An angle as a part of one turn, in (0, 2π]. */
function turn(angle: number): number {
  const full = 2 * Math.PI;
  return angle > 0 ? angle : angle + full;
}

async function walkRing(bench: Bench, densityPerM: number): Promise<RingWatch> {
  const watch = new RingWatch();
  const persons = Math.round(densityPerM * LENGTH_M);
  const rng = namedRng(bench.seed, `ring ${densityPerM}`);
  const [inner, outer] = [RADIUS_M - HALF_WIDTH_M, RADIUS_M + HALF_WIDTH_M];
  const free = Math.max(0, 1 / densityPerM - 0.4);
  const angles = Array.from(
    { length: persons },
    (_, k) => ((k + 0.5) * 2 * Math.PI) / persons + (0.3 * free * (rng.next() - 0.5)) / RADIUS_M,
  );
  const quarter = (2 * Math.PI) / STATIONS;
  const station = (k: number) => `station-${k % STATIONS}`;
  await bench.play(
    floorPlan({
      name: 'single file round a ring',
      durationS: 3600,
      cellM: 0.05,
      walkable: annulus(inner, outer),
      destinations: Array.from({ length: STATIONS }, (_, k) => ({
        id: station(k),
        kind: 'waypoint' as const,
        polygon: annulusBar(inner - 0.1, outer + 0.1, k * quarter, 0.4),
      })),
      groups: Array.from({ length: STATIONS }, (_, sector) => ({
        id: `sector-${sector}`,
        area: annulus(inner, outer),
        people: {
          kind: 'places' as const,
          places: angles
            .filter((angle) => Math.floor(angle / quarter) === sector)
            .map((angle): EastNorth => [RADIUS_M * Math.cos(angle), RADIUS_M * Math.sin(angle)]),
        },
        freeSpeedMps: equalSpeed(SPEED_MPS),
        route: {
          kind: 'sequence' as const,
          destinations: [1, 2, 3, 4].map((k) => station(sector + k)),
          repeat: true,
        },
      })),
    }),
    {
      untilS: 3600,
      everySteps: 5,
      sample: (agents, timeS) => stuck(watch, timeS) ?? watch.sample(agents, timeS),
    },
  );
  return watch;
}

/** A ring that has not done a tenth of a lap after ten minutes never will do three. */
function stuck(watch: RingWatch, timeS: number): 'stop' | undefined {
  return timeS > 600 && watch.leastLaps < 0.1 ? 'stop' : undefined;
}

/** Share of points whose speed lies in the band at their density. */
function shareInside(points: readonly PlotPoint[]): number {
  const inside = points.filter(
    ([rho, speed]) => speed >= interpolate(LOW, rho) && speed <= interpolate(HIGH, rho),
  );
  return inside.length / points.length;
}

export const rimea16: VerificationTest = {
  id: 'rimea-16',
  kind: 'test',
  title: { zh: '单列基本图', en: 'Single-file fundamental diagram' },
  setUp: {
    zh: '长 26 m、宽 0.4 m 的环形单列，每米 0.5、0.9、1.3、1.7、2.1 人，自由速度 1.2 m/s；走完三圈后再测一圈，每秒每人一点（密度由前后距离得）。',
    en: 'A ring of 26 m, 0.4 m wide, in single file, 0.5, 0.9, 1.3, 1.7, 2.1 persons per metre, free speed 1.2 m/s; after three laps one lap of points, one per person and second (density from the distances before and behind).',
  },
  criterion: {
    zh: '每人 ≥ 3 圈；≥ 75 % 的点在实验的 10–90 % 带内',
    en: 'at least 3 laps each; at least 75 % of the points inside the 10-90 % band of the experiments',
  },
  async run(bench): Promise<Measured> {
    const figures: Record<string, number> = {};
    const points: PlotPoint[] = [];
    let leastLaps = Number.POSITIVE_INFINITY;
    for (const density of DENSITIES_PER_M) {
      const watch = await walkRing(bench, density);
      leastLaps = Math.min(leastLaps, watch.leastLaps);
      points.push(...watch.points);
      const speeds = watch.points.map(([, speed]) => speed).sort((a, b) => a - b);
      figures[`insideAt${density}`] = shareInside(watch.points);
      figures[`medianAt${density}Mps`] = speeds[Math.floor(speeds.length / 2)] ?? Number.NaN;
    }
    const insideShare = shareInside(points);
    return {
      pass: leastLaps >= LAPS && insideShare >= 0.75,
      figures: { insideShare, leastLaps, ...figures },
      series: { points: points.filter((_, k) => k % Math.ceil(points.length / 600) === 0) },
    };
  },
  plots: (bySeed) => [
    {
      name: 'rimea-16-single-file',
      title: 'Single file: speed over density',
      x: 'density, people per m',
      y: 'speed, m/s',
      layers: [
        { kind: 'band', label: 'experiments, 10-90 %', low: LOW, high: HIGH },
        { kind: 'dashes', label: 'experiments, median', points: MEDIAN },
        { kind: 'dots', label: 'measured, first seed', points: bySeed[0]?.series?.points ?? [] },
      ],
    },
  ],
};
