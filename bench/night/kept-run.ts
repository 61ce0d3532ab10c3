import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Outside git, beside what the set-up builds. */
const FOLDER = new URL('../../.vite/bench/', import.meta.url);

/** What a run of the night measured. */
export interface NightRecord {
  readonly kind: 'night' | 'part' | 'plaza';
  readonly finishedAt: string;
  /** Stopped before its end. */
  readonly stopped: boolean;
  readonly from: string;
  /** As far as the run came. */
  readonly until: string;
  readonly seed: number;
  readonly dtS: number;
  readonly threads: number;
  readonly steps: number;
  /** People on the ground summed over the steps. */
  readonly personSteps: number;
  readonly openS: number;
  readonly wallS: number;
  readonly cpuS: number;
  /** Seconds that the hypervisor gave to other machines meanwhile, all processors together; absent: not told. */
  readonly stolenS?: number;
  /** Of a night in pieces of half an hour: what each took; the sum and one opening are `wallS`. */
  readonly pieces?: readonly { readonly wallS: number; readonly stolenS?: number }[];
  /** Simulated seconds in a second on the clock. */
  readonly factorOfRealTime: number;
  readonly memoryMb: number;
  readonly peak: { readonly people: number; readonly at: string; readonly script: number };
  readonly visits: { readonly people: number; readonly script: number };
  /** Shares by which the run differs from the script; within 0.01 is asked for. */
  readonly offBy: { readonly peak: number; readonly visits: number };
  /** Absent when the run does not hold the release. */
  readonly egress?: {
    readonly ring: string;
    readonly peopleAtRelease: number;
    /** After so many minutes the ring holds 60,000 fewer; absent: not in this run. */
    readonly sixtyThousandAfterMin?: number;
    readonly goneAfter30Min?: number;
  };
  /** Area and ring every five minutes. */
  readonly course: readonly {
    readonly at: string;
    readonly area: number;
    readonly ring: number;
    readonly visits: number;
    readonly scriptArea: number;
  }[];
  readonly hash: string;
}

/** Keeps a run as the last of its kind; gives the file. One that was stopped lies beside the last that was not. */
export function keepRun(record: NightRecord): string {
  const file = fileOf(record.kind, record.stopped ? '-stopped' : '');
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(file, `${JSON.stringify(record, undefined, 2)}\n`);
  return file;
}

/** The last kept run of a kind; throws in words without one. */
export function lastRun(kind: NightRecord['kind']): NightRecord {
  const file = fileOf(kind);
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as NightRecord;
  } catch (error) {
    throw new Error(
      `no kept run at ${file} (${error instanceof Error ? error.message : String(error)}): run the benchmark first`,
    );
  }
}

function fileOf(kind: NightRecord['kind'], ending = ''): string {
  return path.join(
    FOLDER.pathname,
    `${kind === 'night' ? 'night' : `night-${kind}`}${ending}.json`,
  );
}
