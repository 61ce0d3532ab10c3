import type { Role } from '../../domain/session/role.ts';

/** The seat on whose behalf a command runs. */
export interface Caller {
  readonly role: Role;
  /** The name under which the seat took over; orders carry it. */
  operator: string | undefined;
}
