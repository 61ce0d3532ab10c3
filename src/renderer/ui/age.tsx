import type { Millis } from '../../domain/base/quantity.ts';
import { type LiveState, useWords, useWorld } from '../seat.ts';
import { STALE_AFTER_MS } from '../state/judgement.ts';

interface AgeProps {
  /** Selects when the figure was true; undefined: it never was. */
  readonly at: (state: LiveState) => Millis | undefined;
  readonly staleAfter?: Millis;
}

/** The age of a figure: grows while nothing new comes, and says when it is stale. */
export function Age({ at, staleAfter = STALE_AFTER_MS }: AgeProps) {
  const { t, format } = useWords();
  const [text, stale] = useWorld((state) => {
    const when = at(state);
    if (when === undefined) return [t('unit.unknown'), true] as const;
    const age = state.now - when;
    return [format.age(age), age > staleAfter] as const;
  });
  return <span className={stale ? 'age stale' : 'age'}>{text}</span>;
}
