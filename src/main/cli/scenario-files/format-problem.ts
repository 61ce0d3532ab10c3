import type { z } from 'zod';
import { jsonErrorPlace } from './json-error-place.ts';

/**
 * A file that cannot be read: where in it (a line, a path into its JSON, an entry of its archive) and what to do.
 * Readers throw it among themselves; `readScenarioFile` hands it on as a `Result`.
 */
export class FormatProblem extends Error {
  readonly place: string;

  constructor(place: string, what: string) {
    super(place === '' ? what : `${place}: ${what}`);
    this.name = 'FormatProblem';
    this.place = place;
  }
}

/** The same problem, seen from a file that holds the place: `config.json, exits.a: …`. */
export function problemIn(outer: string, problem: FormatProblem): FormatProblem {
  const what = problem.message.slice(problem.place === '' ? 0 : problem.place.length + 2);
  return new FormatProblem(problem.place === '' ? outer : `${outer}, ${problem.place}`, what);
}

/** Parses JSON; a text that is none is refused with its line. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const before = text.slice(0, jsonErrorPlace(text));
    const line = before.split('\n').length;
    const column = before.length - before.lastIndexOf('\n');
    const place = before.length === text.length ? 'at its end' : `line ${line}, column ${column}`;
    throw new FormatProblem(place, 'is no JSON; mend it there or write the file again');
  }
}

/** The value as the schema reads it; the first thing that does not fit is refused with its path. */
export function checked<T>(schema: z.ZodType<T>, value: unknown, at = ''): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const place = jsonPath(at, issue?.path ?? []);
  throw new FormatProblem(place, `cannot be read: ${issue?.message ?? 'it has another form'}`);
}

/** `a.b[0]["c d"]` for the steps into a document. */
function jsonPath(at: string, steps: readonly PropertyKey[]): string {
  return steps.reduce<string>((path, step) => {
    if (typeof step === 'number') return `${path}[${step}]`;
    const name = String(step);
    if (!/^[\w-]+$/.test(name)) return `${path}[${JSON.stringify(name)}]`;
    return path === '' ? name : `${path}.${name}`;
  }, at);
}
