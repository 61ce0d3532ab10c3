import type { NightClock, NightScript } from '../../src/domain/plan/night-script.ts';
import type { Ground } from '../../src/domain/site/ground.ts';
import type { AgentNight } from '../../src/workers/kernels/night/agent-night.ts';
import { compileCurve } from '../../src/workers/kernels/zone-graph/curve.ts';
import type { NightRecord } from './kept-run.ts';

const EGRESS_PEOPLE = 60_000;
export const EGRESS_MIN = 30;
export const COURSE_EVERY_S = 300;

/** What a course has seen of its night; as JSON. */
export interface Seen {
  readonly points: NightRecord['course'][number][];
  peak: { readonly people: number; readonly second: number };
  scriptPeak: number;
  memoryMb: number;
  /** People in the ring at the release. */
  atRelease?: number;
  /** The second at which the ring held 60,000 fewer, and how many fewer after half an hour. */
  emptiedAt?: number;
  goneAfter30?: number;
}

/** The night that a course is of; `scale` multiplies the people of its script. */
export interface CourseNight {
  readonly ground: Ground;
  readonly script: NightScript;
  readonly clock: NightClock;
  readonly scale: number;
}

/** Follows a run second by second. */
export class Course {
  readonly #run: AgentNight;
  readonly #clock: NightClock;
  readonly #ring: string;
  readonly #inRing: readonly number[];
  readonly #releasedAt: number;
  readonly #occupancy: (second: number) => number;
  readonly #visits: (second: number) => number;
  readonly #seen: Seen;

  /** `seen`: by the course of the same night's run before this one. */
  constructor(run: AgentNight, { ground, script, clock, scale }: CourseNight, seen?: Seen) {
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
    this.#seen = seen
      ? structuredClone(seen)
      : { points: [], peak: { people: 0, second: 0 }, scriptPeak: 0, memoryMb: 0 };
    if (seen === undefined) this.look();
  }

  /** What the course has seen so far: another one of the same night goes on from it. */
  get seen(): Seen {
    return this.#seen;
  }

  look(): void {
    const seen = this.#seen;
    const { second } = this.#run;
    const { area, visits } = this.#run.totals();
    const ring = this.#people();
    if (area > seen.peak.people) seen.peak = { people: area, second };
    seen.scriptPeak = Math.max(seen.scriptPeak, this.#occupancy(second));
    if (second === this.#releasedAt) seen.atRelease = ring;
    if (seen.atRelease !== undefined) {
      const gone = seen.atRelease - ring;
      if (gone >= EGRESS_PEOPLE) seen.emptiedAt ??= second;
      if (second === this.#releasedAt + EGRESS_MIN * 60) seen.goneAfter30 = gone;
    }
    if (second % COURSE_EVERY_S !== 0) return;
    seen.memoryMb = mostMemoryMb(seen);
    const scriptArea = Math.round(this.#occupancy(second));
    seen.points.push({ at: this.#at(second), area, ring, visits, scriptArea });
  }

  line(): string {
    const point = this.#seen.points.at(-1);
    if (point === undefined) return '';
    const { at, area, ring, visits, scriptArea } = point;
    const { outside } = this.#run.totals();
    const queues = this.#run.queues.in.reduce((sum, people) => sum + people, 0);
    return (
      `${at} area ${area} (script ${scriptArea}), ${this.#ring} ${ring}, visits ${visits} ` +
      `(${Math.round(this.#visits(this.#run.second))}), outside ${outside}, queues ${queues}, ${this.#seen.memoryMb.toFixed(0)} MB`
    );
  }

  figures(): Pick<NightRecord, 'peak' | 'visits' | 'offBy' | 'memoryMb' | 'egress' | 'course'> {
    const scriptVisits = Math.round(this.#visits(this.#run.second));
    const { visits } = this.#run.totals();
    const atRelease = this.#seen.atRelease;
    return {
      peak: {
        people: this.#seen.peak.people,
        at: this.#at(this.#seen.peak.second),
        script: Math.round(this.#seen.scriptPeak),
      },
      visits: { people: visits, script: scriptVisits },
      offBy: {
        peak: this.#seen.peak.people / this.#seen.scriptPeak - 1,
        visits: visits / scriptVisits - 1,
      },
      memoryMb: Math.round(mostMemoryMb(this.#seen)),
      ...(atRelease === undefined
        ? {}
        : {
            egress: {
              ring: this.#ring,
              peopleAtRelease: atRelease,
              ...(this.#seen.emptiedAt === undefined
                ? {}
                : { sixtyThousandAfterMin: (this.#seen.emptiedAt - this.#releasedAt) / 60 }),
              ...(this.#seen.goneAfter30 === undefined
                ? {}
                : { goneAfter30Min: this.#seen.goneAfter30 }),
            },
          }),
      course: this.#seen.points,
    };
  }

  #people(): number {
    return this.#inRing.reduce((sum, zone) => sum + (this.#run.zonePeople[zone] ?? 0), 0);
  }

  #at(second: number): string {
    return this.#clock.iso(this.#clock.startsAt + second * 1_000).slice(11, 19);
  }
}

/** The most that this process has held so far, states that were packed included, or one before it of the same night. */
function mostMemoryMb(seen: Seen): number {
  return Math.max(seen.memoryMb, (process.resourceUsage().maxRSS * 1_024) / 1e6);
}
