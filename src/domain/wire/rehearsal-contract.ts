import type { CheckpointId, SessionId } from '../base/ids.ts';
import type { Millis } from '../base/quantity.ts';
import type { ExpectedPeople } from '../rehearsal/expected-people.ts';
import type { PlanChecks } from '../rehearsal/plan-checks.ts';
import type { RunFigures, RunSummary } from '../rehearsal/run-figures.ts';
import type { CrowdModel } from '../session/rehearsal-state.ts';
import type { CheckpointMode } from '../site/site.ts';

/** A change of a checkpoint with which a fork begins. */
export interface ForkChange {
  readonly checkpoint: CheckpointId;
  readonly mode: CheckpointMode;
  readonly meteredPerMinLane?: number;
}

/** A planner's rehearsals, their results and the checks of the plan. */
export interface RehearsalMethods {
  /** What can be rehearsed; with a scenario and changes, what the script then asks for. */
  'rehearsal.options': {
    input: { readonly scenario?: string; readonly changes?: readonly string[] };
    output: {
      readonly models: readonly CrowdModel[];
      readonly script: { readonly zh: string; readonly en: string };
      readonly scenarios: readonly {
        readonly id: string;
        readonly name: { readonly zh: string; readonly en: string };
        /** The graph of zones does not know what happens in it. */
        readonly agentsOnly: boolean;
      }[];
      readonly expected: ExpectedPeople;
      readonly seed: number;
      readonly startsAt: Millis;
      readonly endsAt: Millis;
    };
  };
  /** Opens a rehearsal as a session of its own with an event file beside the hub's. */
  'rehearsal.start': {
    input: {
      readonly model: CrowdModel;
      readonly seed: number;
      readonly speed: number;
      /** Of `scenarios.json`; absent: the script as it is. */
      readonly scenario?: string;
      /** `checkpoint.12.mode=closed`; see plan-changes.ts. */
      readonly changes: readonly string[];
      readonly label: string;
    };
    output: { readonly session: SessionId };
  };
  /** What if: the attached rehearsal again from now, with changes, as another session. */
  'rehearsal.fork': {
    input: { readonly changes: readonly ForkChange[]; readonly label: string };
    output: { readonly session: SessionId };
  };
  /** Goes back to a saved state; what came after it is forgotten by the picture, never by the log. */
  'rehearsal.jump': { input: { readonly to: Millis }; output: { readonly time: Millis } };
  /** The figures of the attached rehearsal so far. */
  'rehearsal.figures': { input: Readonly<Record<string, never>>; output: RunFigures };
  /** Results in the hub's folder: of rehearsals here and of `anlan simulate`. */
  'runs.list': {
    input: Readonly<Record<string, never>>;
    output: { readonly runs: readonly RunSummary[] };
  };
  'runs.read': { input: { readonly run: string }; output: RunFigures };
  /** Egress, capacity and health of the plan. */
  'plan.checks': {
    input: {
      readonly changes: readonly string[];
      readonly people: number;
      readonly minutes: number;
    };
    output: PlanChecks;
  };
}
