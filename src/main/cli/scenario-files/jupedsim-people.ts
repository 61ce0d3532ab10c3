import type { Distribution, ScenarioInput } from '../../../domain/scenario/scenario.ts';
import { FormatProblem } from './format-problem.ts';
import type { JupedsimParameters } from './jupedsim-config.ts';

type Group = ScenarioInput['groups'][number];

/** Where JuPedSim's editor clips what it draws from a Gaussian. */
const RADIUS_CLIP_M = [0.1, 1] as const;
const SPEED_CLIP_MPS = [0.1, 5] as const;
const DEFAULT_SPEED_MPS = 1.2;
/** Gaussians are cut here besides: one in 30,000 lies beyond, and the largest body sets how far everybody must look. */
const GAUSSIAN_CUT_SD = 4;
/** Drawn pre-movement times are cut this many standard deviations up: once in 10⁹ draws. */
const LOGNORMAL_CUT_SD = 6;

/** One stream of people out of a distribution: at once, or evenly over a span of time. */
export interface Inflow {
  readonly people: number;
  /** Absent: at the start. */
  readonly span?: { readonly fromS: number; readonly untilS: number };
}

/** The streams of people a distribution asks for. */
export function jupedsimInflows(parameters: JupedsimParameters, place: string): readonly Inflow[] {
  const mode = parameters.distribution_mode ?? 'by_number';
  if (mode !== 'by_number') {
    throw new FormatProblem(
      `${place}.distribution_mode`,
      `"${mode}" is not read; choose by_number in the editor and give the number`,
    );
  }
  const { flow_schedule: schedule, initial_number: initial, number: people } = parameters;
  if (schedule && schedule.length > 0) {
    const spans = schedule.map((entry, i) =>
      spanned(
        entry.number ?? entry.sim_count,
        entry.flow_start_time ?? entry.start_time_s,
        entry.flow_end_time ?? entry.end_time_s,
        `${place}.flow_schedule[${i}]`,
      ),
    );
    return initial > 0 ? [{ people: initial }, ...spans] : spans;
  }
  if (parameters.use_flow_spawning !== true) return [{ people }];
  const fromS = parameters.flow_start_time ?? 0;
  return [spanned(people, fromS, parameters.flow_end_time ?? 10, place)];
}

/** Free speed, radius and pre-movement time. */
export function jupedsimBody(
  parameters: JupedsimParameters,
  place: string,
): Pick<Group, 'freeSpeedMps' | 'radiusM' | 'preMovementS'> {
  return {
    radiusM: drawn(
      parameters.radius,
      parameters.radius_distribution,
      parameters.radius_std,
      RADIUS_CLIP_M,
      `${place}.radius_distribution`,
    ),
    freeSpeedMps: drawn(
      parameters.desired_speed ?? parameters.v0 ?? DEFAULT_SPEED_MPS,
      parameters.desired_speed_distribution ?? parameters.v0_distribution,
      parameters.desired_speed_std ?? parameters.v0_std,
      SPEED_CLIP_MPS,
      `${place}.v0_distribution`,
    ),
    ...(parameters.use_premovement === true && {
      preMovementS: preMovement(parameters, place),
    }),
  };
}

function spanned(
  people: number | undefined,
  fromS: number | undefined,
  untilS: number | undefined,
  place: string,
): Inflow {
  if (people === undefined || fromS === undefined || untilS === undefined || untilS <= fromS) {
    throw new FormatProblem(place, 'needs a number and an end after its start');
  }
  return { people, span: { fromS, untilS } };
}

function drawn(
  mean: number,
  kind: string | null | undefined,
  sd: number | null | undefined,
  [min, max]: readonly [number, number],
  place: string,
): Distribution {
  if (kind === undefined || kind === null || kind === 'constant') {
    return { kind: 'constant', value: mean };
  }
  if (kind !== 'gaussian') {
    throw new FormatProblem(place, `"${kind}" is not read; use constant or gaussian`);
  }
  if (!sd) return { kind: 'constant', value: mean };
  const middle = Math.max(min, Math.min(max, mean));
  const reach = GAUSSIAN_CUT_SD * sd;
  return {
    kind: 'normal',
    mean: middle,
    sd,
    min: Math.max(min, middle - reach),
    max: Math.min(max, middle + reach),
  };
}

/** The parameters a and b of JuPedSim's editor: mu and sigma of a lognormal, bounds of a uniform. */
function preMovement(parameters: JupedsimParameters, place: string): Distribution {
  const kind = parameters.premovement_distribution ?? 'gamma';
  const { premovement_param_a: a, premovement_param_b: b } = parameters;
  const missing = a === undefined || a === null || b === undefined || b === null;
  switch (kind) {
    case 'lognormal': {
      // The editor's own preset (NIST TN 1822).
      const [mu, sigma] = missing ? [4.586, 0.967] : [a, b];
      const max = Math.exp(mu + LOGNORMAL_CUT_SD * sigma);
      return { kind: 'lognormal', mu, sigma, max };
    }
    case 'uniform': {
      const [min, max] = missing ? [0, 60] : [a, b];
      if (max < min || min < 0) {
        throw new FormatProblem(`${place}.premovement_param_b`, 'lies below its lower bound or 0');
      }
      return { kind: 'uniform', min, max };
    }
    case 'constant':
      if (a === undefined || a === null || a < 0) {
        throw new FormatProblem(`${place}.premovement_param_a`, 'is missing; give seconds');
      }
      return { kind: 'constant', value: a };
    default:
      throw new FormatProblem(
        `${place}.premovement_distribution`,
        `"${kind}" is not read; use lognormal, uniform or constant`,
      );
  }
}
