/** Throws when an invariant of the program itself is broken: always a bug, never bad input. */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`invariant broken: ${message}`);
}

/** Makes the compiler prove that a union was handled in full. */
export function assertNever(value: never): never {
  throw new Error(`unhandled case: ${JSON.stringify(value)}`);
}

/** Array or map access that the surrounding code has already proven; throws with `what` if it has not. */
export function must<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`invariant broken: ${what} is missing`);
  return value;
}
