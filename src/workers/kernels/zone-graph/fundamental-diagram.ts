/** Free walking speed, m/s (Weidmann 1993, Transporttechnik der Fußgänger). */
export const FREE_SPEED_MPS = 1.34;
/** Density at which nobody moves, ped/m² (Weidmann 1993). */
export const JAM_DENSITY_PER_M2 = 5.4;
/** Density of the greatest flow, ped/m² (Weidmann 1993). */
export const CRITICAL_DENSITY_PER_M2 = 1.75;
/** Weidmann's shape parameter, ped/m². */
const GAMMA_PER_M2 = 1.913;

/**
 * In a packed zone the people at its edge still walk off, which a mean speed of the whole zone does not show:
 * speeds do not fall below this (m/s; our choice, about Weidmann's speed at 5 ped/m²).
 */
const EDGE_SPEED_MPS = 0.04;

/** Walking speed in m/s at a density in ped/m² (Weidmann 1993), not below the edge's. */
export function walkingSpeedMps(densityPerM2: number): number {
  return Math.max(EDGE_SPEED_MPS, weidmannMps(densityPerM2));
}

function weidmannMps(densityPerM2: number): number {
  // Below this the exponential is nothing, and 1/ρ need not be taken of zero.
  if (densityPerM2 <= 0.05) return FREE_SPEED_MPS;
  const spacing = 1 / densityPerM2 - 1 / JAM_DENSITY_PER_M2;
  return FREE_SPEED_MPS * (1 - Math.exp(-GAMMA_PER_M2 * spacing));
}

/** The greatest specific flow, ped/m/s: 1.22. */
export const PEAK_SPECIFIC_FLOW =
  CRITICAL_DENSITY_PER_M2 * walkingSpeedMps(CRITICAL_DENSITY_PER_M2);

/**
 * What a zone at this density takes in per metre of width, ped/m/s: the supply of cell transmission
 * (Daganzo 1994), with Weidmann's falling branch above the critical density and nothing at jam density.
 */
export function supplyPerMetre(densityPerM2: number): number {
  if (densityPerM2 <= CRITICAL_DENSITY_PER_M2) return PEAK_SPECIFIC_FLOW;
  if (densityPerM2 >= JAM_DENSITY_PER_M2) return 0;
  return densityPerM2 * weidmannMps(densityPerM2);
}
