import { availableParallelism, constants, setPriority } from 'node:os';
import { nightClock } from '../src/domain/plan/night-script.ts';
import { compileCurve } from '../src/workers/kernels/zone-graph/curve.ts';
import { bundledNight } from './night/bundled-night.ts';
import { Course } from './night/course.ts';
import { keepRun, lastRun, type NightRecord } from './night/kept-run.ts';
import { nightInPieces } from './night/night-in-pieces.ts';
import { runUntil, startMeter } from './night/run-until.ts';
import { openScriptedNight } from './night/scripted-night.ts';
import { showRun } from './night/show-run.ts';

/** What the benchmark of the night is told. */
export interface NightBenchOptions {
  /** `HH:MM` of the script's night; with one of them it is a part, begun filled. */
  readonly from: string | undefined;
  readonly until: string | undefined;
  /** Twenty minutes around one plaza with 20,000 people instead of the night. */
  readonly plaza: boolean;
  /** The whole night in pieces, each from the state that the one before left; kept pieces are not run again. */
  readonly pieces: boolean;
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

/**
 * Runs the bundled night on bodies at a low priority, tells how it goes every five of its minutes, and keeps what it
 * measured. An interrupt ends it after the present second, with what there is.
 */
export async function night(options: NightBenchOptions): Promise<void> {
  const kind = options.plaza ? 'plaza' : (options.from ?? options.until) ? 'part' : 'night';
  if (options.last) {
    showRun(lastRun(kind), options.json);
    return;
  }
  setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  const threads = options.threads ?? availableParallelism();
  const dtS = options.dtS ?? 0.05;
  if (options.pieces && kind !== 'night') {
    throw new Error('--pieces is of the whole night: without --plaza, --from and --until');
  }
  const record = options.pieces
    ? await nightInPieces({ threads, dtS })
    : await measure(kind, { ...options, threads, dtS });
  console.error(`kept in ${keepRun(record)}`);
  showRun(record, options.json);
}

async function measure(
  kind: NightRecord['kind'],
  options: Pick<NightBenchOptions, 'from' | 'until' | 'plaza'> & {
    readonly threads: number;
    readonly dtS: number;
  },
): Promise<NightRecord> {
  const { ground, script } = bundledNight();
  const clock = nightClock(script);
  const { threads, dtS, plaza } = options;
  const hourOf = (at: number) => clock.iso(at).slice(11, 16);
  const from = options.from ?? (plaza ? PLAZA.from : hourOf(clock.startsAt));
  const until = options.until ?? (plaza ? PLAZA.until : hourOf(clock.endsAt));
  const [fromSecond, untilSecond] = [clock.secondOf(from), clock.secondOf(until)];
  if (!(untilSecond > fromSecond)) throw new Error(`--until ${until} is not after --from ${from}`);
  const occupancy = compileCurve(script.people.occupancy, clock);
  const scale = plaza ? PLAZA.people / occupancy(fromSecond) : 1;
  const opened = startMeter();
  const run = await openScriptedNight(ground, script, {
    seed: script.seed,
    threads,
    dtS,
    fromSecond,
    scale,
    ...(plaza ? { only: PLAZA.zones } : {}),
  });
  const openS = opened().wallS;
  const course = new Course(run, { ground, script, clock, scale });
  const stopped = !(await runUntil(run, course, untilSecond));
  const measured = opened();
  const hash = run.hash();
  const { work } = run;
  await run.close();
  return {
    kind,
    finishedAt: new Date().toISOString(),
    stopped,
    from,
    until: hourOf(clock.startsAt + run.second * 1_000),
    seed: script.seed,
    dtS,
    threads,
    ...work,
    openS,
    ...measured,
    factorOfRealTime: (run.second - fromSecond) / (measured.wallS - openS),
    ...course.figures(),
    hash,
  };
}
