import { hash53 } from '../../../domain/base/hash.ts';

/**
 * Parameters of the microscopic model, one set for everything (its hash is printed with every verification).
 * Collision-free speed model (Tordeux, Chraibi, Seyfried 2016, arXiv 1512.05597) with anticipation (Xu, Chraibi,
 * Seyfried 2021, arXiv 2107.00624) and a speed cap by the local density (form of Weidmann 1993).
 */
export interface AgentParameters {
  /** Time gap T in V(s) = s / T. */
  readonly timeGapS: number;
  readonly radiusM: number;
  /** Strength and range (m) of steering round others, as A and D of the anticipation velocity model. */
  readonly steerStrength: number;
  readonly steerRangeM: number;
  /** Strength and range (m) of turning away from others' bodies, as a and D of the collision-free speed model. */
  readonly repelStrength: number;
  readonly repelRangeM: number;
  /** Turning away never outweighs the way (1) by more than this. */
  readonly repelMost: number;
  /** How far ahead others' ways are foreseen, t_a. */
  readonly anticipationS: number;
  /** Who comes towards one up to this far on the right of one's way is still passed on their other side. */
  readonly keepRightM: number;
  /** Weight of steering round one who walks the same way, and what is added for one who comes straight towards one. */
  readonly steerSame: number;
  readonly steerAgainst: number;
  /** Time in which the heading turns towards the desired direction, τ. */
  readonly turnS: number;
  /** Strength and range (m) of steering away from walls. */
  readonly wallStrength: number;
  readonly wallRangeM: number;
  /** Others are seen up to `sightM` + `sightS` × own speed. */
  readonly sightM: number;
  readonly sightS: number;
  /** Radius of the local density's kernel (1 - d²/R²)², in metres, ≤ sightM. */
  readonly densityRadiusM: number;
  /** Speed cap: v0 × capScale × (1 - exp(-capShape × (1/ρ - 1/capJam))), at least v0 × capFloor. */
  readonly capScale: number;
  readonly capShapePerM2: number;
  readonly capJamPerM2: number;
  readonly capFloor: number;
  /** Half width of the way that must be free ahead, as a share of the sum of both radii. */
  readonly headwayShare: number;
  /** The same against people who come towards one: they turn their shoulders. */
  readonly oncomingShare: number;
  /** Bodies take up so much more length (m) than width: kept free towards one straight ahead. */
  readonly followM: number;
  /** How often people who are aware of congestion plan again. */
  readonly replanS: number;
  /** Least speed in m/s when nothing but oncoming people is in the way. */
  readonly squeezeMps: number;
}

/** The set that the verification uses and every run by default. */
export const AGENT_PARAMETERS: AgentParameters = {
  timeGapS: 0.72,
  radiusM: 0.15,
  steerStrength: 1,
  steerRangeM: 0.12,
  repelStrength: 8,
  repelRangeM: 0.11,
  repelMost: 1,
  keepRightM: 0.5,
  steerSame: 0.3,
  steerAgainst: 3,
  anticipationS: 0.8,
  turnS: 0.18,
  wallStrength: 0.15,
  wallRangeM: 0.05,
  sightM: 1,
  sightS: 0.5,
  densityRadiusM: 1,
  capScale: 1.38,
  capShapePerM2: 1.913,
  capJamPerM2: 8,
  capFloor: 0.02,
  headwayShare: 0.75,
  oncomingShare: 0.34,
  followM: 0.065,
  replanS: 2,
  squeezeMps: 0.3,
};

/** A name of the set: equal sets have equal names, in hex. */
export function parametersHash(parameters: AgentParameters): string {
  const entries = Object.entries(parameters).sort(([left], [right]) => (left < right ? -1 : 1));
  return hash53(JSON.stringify(entries)).toString(16).padStart(14, '0');
}
