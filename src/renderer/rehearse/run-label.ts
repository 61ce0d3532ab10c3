import type { RunIdentity } from '../../domain/rehearsal/run-figures.ts';

/** What a run is called in a list: the folder of its sweep, which somebody has named, and its own name. */
export function runLabel({ id, label }: Pick<RunIdentity, 'id' | 'label'>): string {
  const slash = id.indexOf('/');
  return slash < 0 ? label : `${id.slice(0, slash)} · ${label}`;
}
