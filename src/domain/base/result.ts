/** The outcome of an operation whose failure is expected (bad input, a refused order); bugs throw instead. */
export type Result<T, E = string> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: E };

/** A success carrying `value`. */
export function ok<T>(value: T): Result<T, never> {
  return { ok: true, value };
}

/** An expected failure; `error` says what was wrong, where, and what to do. */
export function err<E>(error: E): Result<never, E> {
  return { ok: false, error };
}
