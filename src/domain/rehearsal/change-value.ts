import { err, ok, type Result } from '../base/result.ts';

/** Reads the number of a change. */
export function numberOf(
  text: string,
  range: { readonly least: number; readonly most: number; readonly whole?: boolean },
): Result<number> {
  const value = Number(text);
  const { least, most, whole = false } = range;
  if (text !== '' && value >= least && value <= most && (!whole || Number.isInteger(value))) {
    return ok(value);
  }
  return err(
    `a ${whole ? 'whole ' : ''}number from ${least} to ${most} stands there, not "${text}"`,
  );
}

/** The elements that a change's name means; an error lists what there is. */
export function namedIn<T extends { readonly id: string }>(
  list: readonly T[],
  name: string,
  what: string,
): Result<readonly T[]> {
  const found = name === '*' ? list : list.filter(({ id }) => id === name);
  if (found.length > 0) return ok(found);
  const known = list.map(({ id }) => id).join(', ');
  return err(`there is no ${what} "${name}", only ${known}`);
}
