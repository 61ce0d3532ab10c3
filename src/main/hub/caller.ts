import type { SeatId } from '../../domain/base/ids.ts';
import type { Role } from '../../domain/session/role.ts';

/** The seat on whose behalf a command runs. */
export interface Caller {
  readonly seat: SeatId;
  readonly role: Role;
  /** The name under which the seat took over; orders carry it. */
  operator: string | undefined;
  /** What it said last that its screen shows, as JSON. */
  shows?: string;
}
