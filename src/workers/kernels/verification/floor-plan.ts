import type { Distribution, ScenarioInput } from '../../../domain/scenario/scenario.ts';
import type { Shape } from './shapes.ts';

/** Free speeds of an adult crowd, Weidmann 1993: N(1.34, 0.26), cut at what a healthy adult walks. */
export const WEIDMANN_SPEEDS: Distribution = {
  kind: 'normal',
  mean: 1.34,
  sd: 0.26,
  min: 0.6,
  max: 2.1,
};

/** Everybody equally fast. */
export function equalSpeed(speedMps: number): Distribution {
  return { kind: 'constant', value: speedMps };
}

/** A scenario with the parts that all tests share filled in; `cellM` is fine because doors are one metre wide. */
export function floorPlan(
  plan: Omit<ScenarioInput, 'format' | 'version' | 'cellM' | 'walkable'> & {
    readonly walkable: Shape;
    readonly cellM?: number;
  },
): ScenarioInput {
  return {
    format: 'anlan-scenario',
    version: 1,
    cellM: 0.1,
    ...plan,
    walkable: [plan.walkable],
  };
}
