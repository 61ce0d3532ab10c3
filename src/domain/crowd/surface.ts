/** What people stand or walk on: chooses the level-of-service table and the thresholds. */
export const SURFACES = ['walkway', 'stairs', 'queue'] as const;
export type Surface = (typeof SURFACES)[number];
