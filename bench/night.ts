import { readFileSync } from 'node:fs';
import { availableParallelism, constants, setPriority } from 'node:os';
import {
  type NightClock,
  type NightScript,
  nightClock,
  parseNightScript,
} from '../src/domain/plan/night-script.ts';
import { scriptedOrders } from '../src/domain/rehearsal/scripted-orders.ts';
import { buildGround, type Ground } from '../src/domain/site/ground.ts';
import { siteSchema } from '../src/domain/site/site.ts';
import type { AgentNight, AgentNightOptions } from '../src/workers/kernels/night/agent-night.ts';
import { openAgentNight } from '../src/workers/kernels/night/open-agent-night.ts';
import { compileCurve } from '../src/workers/kernels/zone-graph/curve.ts';
import { keepRun, lastRun, type NightRecord } from './night/kept-run.ts';
import { stolenMs } from './stolen-time.ts';

/** What the benchmark of the night is told. */
export interface NightBenchOptions {
  /** `HH:MM` of the script's night; with one of them it is a part, begun filled. */
  readonly from: string | undefined;
  readonly until: string | undefined;
  /** Twenty minutes around one plaza with 20,000 people instead of the night. */
  readonly plaza: boolean;
  readonly threads: number | undefined;
  readonly dtS: number | undefined;
  /** Runs nothing: shows the last kept run. */
  readonly last: boolean;
  readonly json: boolean;
}

/** The plaza's question: its zones, when, and with how many people. */
const PLAZA = {
  zones: ['in77-plaza', 'hubin-road-north'],
  from: '20:40',
  until: '21:00',
  people: 20_000,
} as const;
const EGRESS_PEOPLE = 60_000;
const EGRESS_MIN = 30;
const COURSE_EVERY_S = 300;

/**
 * Runs the bundled night on bodies at a low priority, tells how it goes every five of its minutes, and keeps what it
 * measured. An interrupt ends it after the present second, with what there is.
 */
export async function night(options: NightBenchOptions): Promise<void> {
  const kind = options.plaza ? 'plaza' : (options.from ?? options.until) ? 'part' : 'night';
  if (options.last) {
    show(lastRun(kind), options.json);
    return;
  }
  setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  const { ground, script } = bundledNight();
  const record = await measure(kind, ground, script, options);
  console.error(`kept in ${keepRun(record)}`);
  show(record, options.json);
}

async function measure(
  kind: NightRecord['kind'],
  ground: Ground,
  script: NightScript,
  options: NightBenchOptions,
): Promise<NightRecord> {
  const clock = nightClock(script);
  const from =
    options.from ?? (options.plaza ? PLAZA.from : clock.iso(clock.startsAt).slice(11, 16));
  const until =
    options.until ?? (options.plaza ? PLAZA.until : clock.iso(clock.endsAt).slice(11, 16));
  const [fromSecond, untilSecond] = [clock.secondOf(from), clock.secondOf(until)];
  if (!(untilSecond > fromSecond)) throw new Error(`--until ${until} is not after --from ${from}`);
  const threads = options.threads ?? availableParallelism();
  const dtS = options.dtS ?? 0.05;
  const occupancy = compileCurve(script.people.occupancy, clock);
  const scale = options.plaza ? PLAZA.people / occupancy(fromSecond) : 1;
  const opening: AgentNightOptions = {
    seed: script.seed,
    threads,
    dtS,
    fromSecond,
    scale,
    ...(options.plaza ? { only: PLAZA.zones } : {}),
  };
  const begun = performance.now();
  const cpuBegun = process.cpuUsage();
  const stolenBegun = stolenMs();
  const run = await openAgentNight(ground, script, opening);
  for (const { atS, checkpoint, ...setting } of scriptedOrders(script)) {
    const index = ground.site.checkpoints.findIndex(({ id }) => id === checkpoint);
    run.setCheckpoint(index, setting, Math.max(atS, fromSecond));
  }
  const openS = (performance.now() - begun) / 1_000;
  let stopped = false;
  const stop = () => {
    stopped = true;
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  const course = new Course(run, ground, script, clock, scale);
  while (run.second < untilSecond && !stopped) {
    await run.advance(1);
    course.look();
    // Lets an interrupt through.
    await new Promise((resolve) => setImmediate(resolve));
    if (run.second % COURSE_EVERY_S !== 0) continue;
    const wallS = (performance.now() - begun) / 1_000 - openS;
    const factor = (run.second - fromSecond) / wallS;
    const leftMin = (untilSecond - run.second) / factor / 60;
    console.error(
      `${course.line()} · ${factor.toFixed(1)} × real time, ${leftMin.toFixed(0)} min to go`,
    );
  }
  const wallS = (performance.now() - begun) / 1_000;
  const cpu = process.cpuUsage(cpuBegun);
  const stolen = stolenMs();
  const hash = run.hash();
  await run.close();
  return {
    kind,
    finishedAt: new Date().toISOString(),
    stopped,
    from,
    until,
    seed: script.seed,
    dtS,
    threads,
    ...run.work,
    openS,
    wallS,
    cpuS: (cpu.user + cpu.system) / 1e6,
    ...(stolen === undefined || stolenBegun === undefined
      ? {}
      : { stolenS: (stolen - stolenBegun) / 1_000 }),
    factorOfRealTime: (run.second - fromSecond) / (wallS - openS),
    ...course.figures(),
    hash,
  };
}

/** Follows a run second by second. */
class Course {
  readonly #run: AgentNight;
  readonly #clock: NightClock;
  readonly #ring: string;
  readonly #inRing: readonly number[];
  readonly #releasedAt: number;
  readonly #occupancy: (second: number) => number;
  readonly #visits: (second: number) => number;
  readonly #points: NightRecord['course'][number][] = [];
  #peak = { people: 0, second: 0 };
  #scriptPeak = 0;
  #memoryMb = 0;
  #atRelease: number | undefined;
  #emptiedAt: number | undefined;
  #goneAfter30: number | undefined;

  constructor(
    run: AgentNight,
    ground: Ground,
    script: NightScript,
    clock: NightClock,
    scale: number,
  ) {
    this.#run = run;
    this.#clock = clock;
    this.#ring = script.release.ring;
    this.#inRing = ground.leaves.flatMap(({ ring }, zone) =>
      ring === script.release.ring ? [zone] : [],
    );
    this.#releasedAt = clock.secondOf(script.release.startsAt);
    const occupancy = compileCurve(script.people.occupancy, clock);
    const visits = compileCurve(script.people.visits, clock);
    this.#occupancy = (second) => scale * occupancy(second);
    this.#visits = (second) => scale * visits(second);
    this.look();
  }

  look(): void {
    const { second } = this.#run;
    const { area, visits } = this.#run.totals();
    const ring = this.#people();
    if (area > this.#peak.people) this.#peak = { people: area, second };
    this.#scriptPeak = Math.max(this.#scriptPeak, this.#occupancy(second));
    if (second === this.#releasedAt) this.#atRelease = ring;
    if (this.#atRelease !== undefined) {
      const gone = this.#atRelease - ring;
      if (gone >= EGRESS_PEOPLE) this.#emptiedAt ??= second;
      if (second === this.#releasedAt + EGRESS_MIN * 60) this.#goneAfter30 = gone;
    }
    if (second % COURSE_EVERY_S !== 0) return;
    this.#memoryMb = Math.max(this.#memoryMb, process.memoryUsage().rss / 1e6);
    const scriptArea = Math.round(this.#occupancy(second));
    this.#points.push({ at: this.#at(second), area, ring, visits, scriptArea });
  }

  line(): string {
    const point = this.#points.at(-1);
    if (point === undefined) return '';
    const { at, area, ring, visits, scriptArea } = point;
    const { outside } = this.#run.totals();
    const queues = this.#run.queues.in.reduce((sum, people) => sum + people, 0);
    return (
      `${at} area ${area} (script ${scriptArea}), ${this.#ring} ${ring}, visits ${visits} ` +
      `(${Math.round(this.#visits(this.#run.second))}), outside ${outside}, queues ${queues}, ${this.#memoryMb.toFixed(0)} MB`
    );
  }

  figures(): Pick<NightRecord, 'peak' | 'visits' | 'offBy' | 'memoryMb' | 'egress' | 'course'> {
    const scriptVisits = Math.round(this.#visits(this.#run.second));
    const { visits } = this.#run.totals();
    const atRelease = this.#atRelease;
    return {
      peak: {
        people: this.#peak.people,
        at: this.#at(this.#peak.second),
        script: Math.round(this.#scriptPeak),
      },
      visits: { people: visits, script: scriptVisits },
      offBy: {
        peak: this.#peak.people / this.#scriptPeak - 1,
        visits: visits / scriptVisits - 1,
      },
      memoryMb: Math.round(this.#memoryMb),
      ...(atRelease === undefined
        ? {}
        : {
            egress: {
              ring: this.#ring,
              peopleAtRelease: atRelease,
              ...(this.#emptiedAt === undefined
                ? {}
                : { sixtyThousandAfterMin: (this.#emptiedAt - this.#releasedAt) / 60 }),
              ...(this.#goneAfter30 === undefined ? {} : { goneAfter30Min: this.#goneAfter30 }),
            },
          }),
      course: this.#points,
    };
  }

  #people(): number {
    return this.#inRing.reduce((sum, zone) => sum + (this.#run.zonePeople[zone] ?? 0), 0);
  }

  #at(second: number): string {
    return this.#clock.iso(this.#clock.startsAt + second * 1_000).slice(11, 19);
  }
}

function bundledNight(): { ground: Ground; script: NightScript } {
  const read = (name: string): unknown =>
    JSON.parse(readFileSync(new URL(`../resources/hubin/${name}`, import.meta.url), 'utf8'));
  const site = siteSchema.parse(read('site.json'));
  const script = parseNightScript(read('night.json'), site);
  if (!script.ok) throw new Error(script.error);
  return { ground: buildGround(site), script: script.value };
}

function show(record: NightRecord, json: boolean): void {
  if (json) {
    console.log(JSON.stringify(record));
    return;
  }
  const { peak, visits, offBy, egress } = record;
  const percent = (share: number) => `${(100 * share).toFixed(2)} %`;
  const minutes = (seconds: number) => `${(seconds / 60).toFixed(1)} min`;
  console.log(
    [
      `night on bodies, ${record.kind}, ${record.from}-${record.until}${record.stopped ? ' (stopped)' : ''}, ` +
        `dt ${record.dtS} s, ${record.threads} threads, ${record.finishedAt}`,
      `  steps            ${record.steps} (${(record.personSteps / 1e9).toFixed(2)} × 10⁹ person-steps)`,
      `  real time ×      ${record.factorOfRealTime.toFixed(2)}: ${minutes(record.wallS)} on the clock, ` +
        `${minutes(record.cpuS)} of CPU, opening ${record.openS.toFixed(1)} s` +
        (record.stolenS === undefined
          ? ''
          : `; ${minutes(record.stolenS)} of the processors went to other machines`),
      `  memory           ${record.memoryMb} MB`,
      `  peak             ${peak.people} at ${peak.at}; script ${peak.script} (${percent(offBy.peak)})`,
      `  visits           ${visits.people}; script ${visits.script} (${percent(offBy.visits)})`,
      ...(egress === undefined
        ? []
        : [
            `  egress           ${egress.ring}: ${egress.peopleAtRelease} at the release, ` +
              `60,000 fewer after ${egress.sixtyThousandAfterMin?.toFixed(1) ?? '–'} min, ` +
              `${egress.goneAfter30Min ?? '–'} fewer after ${EGRESS_MIN} min`,
          ]),
      `  hash             ${record.hash}`,
    ].join('\n'),
  );
}
