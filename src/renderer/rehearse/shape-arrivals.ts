import type { ExpectedPeople } from '../../domain/rehearsal/expected-people.ts';

/** A factor within so much of 1 changes nobody. */
const NOTHING = 5e-6;

/** The changes with one more or other factor; a factor of 1 is no change. */
function withFactor(changes: readonly string[], path: string, factor: number): readonly string[] {
  const others = changes.filter((change) => !change.startsWith(`${path}=`));
  if (Math.abs(factor - 1) < NOTHING) return others;
  // Nine digits: of a million visits none is lost by rounding.
  return [...others, `${path}=${Number(factor.toPrecision(9))}`];
}

function factorOf(changes: readonly string[], path: string): number {
  const found = changes.find((change) => change.startsWith(`${path}=`));
  return found === undefined ? 1 : Number(found.slice(path.length + 1));
}

/**
 * The changes that make so many visits in all. `expected` is what the script asks for with the changes as they are;
 * the people at the start of the night stay, so that nothing below them can be reached.
 */
export function withVisits(
  changes: readonly string[],
  expected: ExpectedPeople,
  visits: number,
): readonly string[] {
  const path = 'people.visits.factor';
  const arriving = arrivingPeople(expected);
  const atStart = expected.visits - arriving;
  const wanted = Math.max(0, visits - atStart);
  return withFactor(changes, path, (factorOf(changes, path) * wanted) / arriving);
}

/** The changes that make the curve of people inside reach so many at its peak. */
export function withPeak(
  changes: readonly string[],
  expected: ExpectedPeople,
  peak: number,
): readonly string[] {
  const path = 'people.occupancy.factor';
  return withFactor(changes, path, (factorOf(changes, path) * peak) / expected.peak);
}

/**
 * The changes that give a gate this share of all who come, 0 … 1, the others keeping their proportions. The weights
 * change through the night, so that the share is met to some tenths of a per cent.
 */
export function withGateShare(
  changes: readonly string[],
  expected: ExpectedPeople,
  gate: string,
  share: number,
): readonly string[] {
  const path = `gate.${gate}.arriving.factor`;
  const people = expected.gates.find((each) => each.gate === gate)?.people ?? 0;
  const now = people / arrivingPeople(expected);
  if (!(now > 0) || !(now < 1)) return changes;
  const odds = (of: number) => of / (1 - of);
  return withFactor(changes, path, (factorOf(changes, path) * odds(share)) / odds(now));
}

/** People who come after the start of the night. */
export function arrivingPeople({ gates }: ExpectedPeople): number {
  return gates.reduce((sum, { people }) => sum + people, 0);
}
