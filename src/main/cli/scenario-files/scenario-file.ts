import type { LocalPolygon } from '../../../domain/geo/polygon.ts';
import type { Scenario } from '../../../domain/scenario/scenario.ts';

/** What was read from a scenario's file. */
export interface ScenarioFile {
  readonly scenario: Scenario;
  /** The format's name for people. */
  readonly format: string;
  /** The seed the file asks for. */
  readonly seed: number | undefined;
  /** What of the file has no counterpart and was left out without changing who walks where, in words. */
  readonly notes: readonly string[];
}

/** People for a file that is only ground (bare WKT), from the command line. */
export interface PeopleForGround {
  readonly spawns: readonly { readonly area: LocalPolygon; readonly people: number }[];
  readonly exits: readonly LocalPolygon[];
  readonly durationS: number;
}
