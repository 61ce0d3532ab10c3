import type { NightPeople } from '../night/agent-night.ts';
import { NO_ZONE, PERSON_STATE } from '../night/agent-night.ts';

/** A person of a test: local metres; `before` is a second ago. */
export interface TestBody {
  readonly at: readonly [number, number];
  readonly before?: readonly [number, number];
  readonly state?: keyof typeof PERSON_STATE;
  readonly zone?: number;
  readonly since?: number;
  readonly id?: number;
}

/** Bodies as a night's columns. */
export function bodiesOf(people: readonly TestBody[]): NightPeople {
  const floats = (value: (body: TestBody) => number) => Float32Array.from(people, value);
  return {
    count: people.length,
    id: Uint32Array.from(people, ({ id }, index) => id ?? index),
    x: floats(({ at }) => at[0]),
    y: floats(({ at }) => at[1]),
    xBefore: floats(({ at, before }) => (before ?? at)[0]),
    yBefore: floats(({ at, before }) => (before ?? at)[1]),
    vx: floats(({ at, before }) => at[0] - (before ?? at)[0]),
    vy: floats(({ at, before }) => at[1] - (before ?? at)[1]),
    state: Uint8Array.from(people, ({ state }) => PERSON_STATE[state ?? 'walking']),
    group: Uint32Array.from(people, (_, index) => index),
    zone: Uint8Array.from(people, ({ zone }) => zone ?? NO_ZONE),
    since: Uint32Array.from(people, ({ since }) => since ?? 0),
  };
}
