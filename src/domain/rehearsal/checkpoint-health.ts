import type { EastNorth } from '../base/quantity.ts';
import type { Ground } from '../site/ground.ts';
import type { Checkpoint } from '../site/site.ts';
import { walkAt, widthAcross } from './ground-probe.ts';
import type { FindingCode, FindingSeverity, PlanFinding } from './plan-checks.ts';
import { placeOf } from './plan-place.ts';

/** A lane of a checkpoint takes at least this, metres. */
const LANE_M = 0.6;
/** How far before and behind a checkpoint there must be ground. */
const APPROACH_M = 3;
/** The raster's cells at both sides: a ground is not called narrow for less. */
const TOLERANCE_M = 1.5;

/** What is wrong with the checkpoints: where they stand, how wide they are, who is on them. */
export function checkpointHealth(ground: Ground): readonly PlanFinding[] {
  return ground.site.checkpoints.flatMap((checkpoint) => findingsOf(ground, checkpoint));
}

function findingsOf(ground: Ground, checkpoint: Checkpoint): readonly PlanFinding[] {
  const { site, metres } = ground;
  const { id, name, number, position, bearingDeg, clearWidthM, lanes } = checkpoint;
  const at = metres.toLocal(position);
  const place = placeOf({ kind: 'checkpoint', id, name }, [position], metres);
  const finding = (
    code: FindingCode,
    severity: FindingSeverity,
    figures: PlanFinding['figures'] = {},
  ): PlanFinding => ({ code, severity, place, figures: { number, ...figures } });
  const angle = (bearingDeg * Math.PI) / 180;
  const inward: EastNorth = [Math.sin(angle), Math.cos(angle)];
  const found: PlanFinding[] = [];

  if (walkAt(ground, at) < 0) found.push(finding('checkpointOffGround', 'blocker'));
  else {
    const beyond = (side: number): EastNorth => [
      at[0] + side * APPROACH_M * inward[0],
      at[1] + side * APPROACH_M * inward[1],
    ];
    // Who stands before or behind it anywhere over its width can pass.
    const isOpen = (side: number) => widthAcross(ground, beyond(side), inward, clearWidthM) > 0;
    if (!isOpen(-1) || !isOpen(1)) found.push(finding('passageBlocked', 'blocker'));
    const widthM = widthAcross(ground, at, inward, clearWidthM + 2 * TOLERANCE_M);
    if (widthM < clearWidthM - TOLERANCE_M) {
      found.push(finding('checkpointWiderThanGround', 'warning', { clearWidthM, groundM: widthM }));
    }
  }
  if (lanes * LANE_M > clearWidthM + 1e-9) {
    found.push(finding('lanesDoNotFit', 'warning', { lanes, clearWidthM, laneM: LANE_M }));
  }
  if (!checkpoint.staffed) found.push(finding('checkpointUnstaffed', 'warning'));
  const isCounted = site.sensors.some(
    (sensor) => sensor.kind === 'lineCounter' && sensor.checkpoint?.id === id,
  );
  if (!isCounted) found.push(finding('checkpointWithoutCounter', 'warning'));
  return found;
}
