import { TrackCollector } from './track-collector.ts';
import { numberIn, refuse, type TrackFile } from './track-file.ts';

/** Frames per second at which steps are sampled unless --fps says otherwise; that of laboratory cameras. */
export const VADERE_FRAMES_PER_S = 25;

/** One step of a pedestrian. */
interface Step {
  readonly startS: number;
  readonly endS: number;
  readonly startX: number;
  readonly startY: number;
  readonly endX: number;
  readonly endY: number;
  readonly line: number;
}

const COLUMNS = ['pedestrianId', 'simTime', 'endTime', 'startX', 'startY', 'endX', 'endY'] as const;
type Column = (typeof COLUMNS)[number];

/** Times carry rounding errors; a frame this close to a step's ends, in frames, belongs to it. */
const TOLERANCE = 1e-6;

/**
 * Reads Vadere's `postvis.traj` (Vadere ≥ 2.0): one line per step, metres and seconds, between blanks, columns by name
 * with or without `-PID1`. The steps have no frames: positions are taken at `--fps` on the straight way of the step,
 * from a pedestrian's first start to its last end. PedPy reads the starts alone and so loses the last step.
 */
export function readVadereTracks(file: string, text: string, asked: number | undefined): TrackFile {
  const framesPerS = asked ?? VADERE_FRAMES_PER_S;
  const steps = stepsOf(file, text);
  const collector = new TrackCollector(file);
  let short = 0;
  for (const [id, ownSteps] of steps) {
    if (!sample(collector, id, ownSteps, framesPerS)) short += 1;
  }
  const tracks = collector.tracks(framesPerS);
  return {
    format: 'Vadere',
    tracks,
    walkable: undefined,
    warnings: [
      ...(asked === undefined ? [`steps sampled at ${framesPerS} frames per second (--fps)`] : []),
      ...(short > 0 ? [`${short} pedestrians walked for less than a frame and were left out`] : []),
    ],
  };
}

function stepsOf(file: string, text: string): ReadonlyMap<string, readonly Step[]> {
  const steps = new Map<string, Step[]>();
  let columns: Readonly<Record<Column, number>> | undefined;
  for (const [index, raw] of text.split('\n').entries()) {
    const line = index + 1;
    const fields = raw.trim().split(/\s+/);
    if (fields[0] === '' || fields[0]?.startsWith('#')) continue;
    if (columns === undefined) {
      columns = columnsOf(file, line, fields);
      continue;
    }
    const at = columns;
    const value = (name: Column) => numberIn(file, line, name, fields[at[name]]);
    const id = fields[columns.pedestrianId] ?? '';
    value('pedestrianId');
    const step: Step = {
      startS: value('simTime'),
      endS: value('endTime'),
      startX: value('startX'),
      startY: value('startY'),
      endX: value('endX'),
      endY: value('endY'),
      line,
    };
    if (step.endS < step.startS) {
      refuse(file, line, `the step ends at ${step.endS} s, before it begins at ${step.startS} s`);
    }
    const own = steps.get(id);
    if (own) own.push(step);
    else steps.set(id, [step]);
  }
  for (const own of steps.values()) own.sort((a, b) => a.startS - b.startS);
  return steps;
}

function columnsOf(
  file: string,
  line: number,
  titles: readonly string[],
): Readonly<Record<Column, number>> {
  const plain = titles.map((title) => title.replace(/-PID\d+$/, ''));
  const column = (name: Column): number => {
    const first = plain.indexOf(name);
    if (first < 0) refuse(file, line, `no column ${name} among ${titles.join(' ')}`);
    if (plain.lastIndexOf(name) !== first) refuse(file, line, `two columns are called ${name}`);
    return first;
  };
  return {
    pedestrianId: column('pedestrianId'),
    simTime: column('simTime'),
    endTime: column('endTime'),
    startX: column('startX'),
    startY: column('startY'),
    endX: column('endX'),
    endY: column('endY'),
  };
}

/** Positions of one pedestrian at whole frames; false where none falls into its time. */
function sample(
  collector: TrackCollector,
  id: string,
  steps: readonly Step[],
  framesPerS: number,
): boolean {
  const beginS = steps[0]?.startS ?? 0;
  const endS = steps.reduce((latest, step) => Math.max(latest, step.endS), beginS);
  const first = Math.ceil(beginS * framesPerS - TOLERANCE);
  const last = Math.floor(endS * framesPerS + TOLERANCE);
  let current = 0;
  for (let frame = first; frame <= last; frame++) {
    const timeS = frame / framesPerS;
    while ((steps[current + 1]?.startS ?? Number.POSITIVE_INFINITY) <= timeS) current += 1;
    const step = steps[current];
    if (!step) break;
    const walkedS = step.endS - step.startS;
    const share = walkedS > 0 ? Math.min(1, Math.max(0, (timeS - step.startS) / walkedS)) : 1;
    collector.add(
      id,
      frame,
      step.startX + share * (step.endX - step.startX),
      step.startY + share * (step.endY - step.startY),
      step.line,
    );
  }
  return last >= first;
}
