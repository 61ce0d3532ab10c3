import type { ReactNode } from 'react';
import { useSeat } from '../seat.ts';
import type { Target } from '../state/ui-store.ts';
import { select } from './commands.ts';

interface TargetLinkProps extends Target {
  readonly children: ReactNode;
}

/** An object's name in a list or a table: chooses it on the map. */
export function TargetLink({ kind, id, children }: TargetLinkProps) {
  const seat = useSeat();
  return (
    <button type="button" className="target-link" onClick={() => select(seat, { kind, id })}>
      {children}
    </button>
  );
}
