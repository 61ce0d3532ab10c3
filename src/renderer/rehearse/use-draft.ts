import { useCallback } from 'react';
import { useSeat, useUi } from '../seat.ts';
import type { PlannerDraft } from '../state/ui-store.ts';

/** A part of what the planner has filled in: it outlasts the panel that shows it. */
export function useDraft<K extends keyof PlannerDraft>(
  key: K,
): readonly [PlannerDraft[K], (value: PlannerDraft[K]) => void] {
  const seat = useSeat();
  const value = useUi(({ planner }) => planner[key]);
  const set = useCallback(
    (next: PlannerDraft[K]) =>
      seat.ui.setState(({ planner }) => ({ planner: { ...planner, [key]: next } })),
    [seat, key],
  );
  return [value, set];
}
