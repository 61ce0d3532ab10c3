import type { Seat } from '../seat.ts';
import type { OpenDialog } from '../state/ui-store.ts';

/** Opens the dialog of an order; whoever gives one has a name first. */
export function openAsOperator(seat: Seat, order: OpenDialog): void {
  const { operator } = seat.ui.getState();
  seat.ui.setState({ dialog: operator ? order : { kind: 'takeOver', next: order } });
}
