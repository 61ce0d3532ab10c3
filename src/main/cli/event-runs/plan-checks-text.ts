import type {
  EgressBorder,
  FindingCode,
  PlanChecks,
  PlanFinding,
} from '../../../domain/rehearsal/plan-checks.ts';

type Figures = PlanFinding['figures'];

/** A finding as a sentence about its place. */
const SENTENCES: Readonly<Record<FindingCode, (figures: Figures) => string>> = {
  egressTooNarrow: (of) =>
    `${metres(of.availableM)} of clear width are open outwards and ${metres(of.neededM)} are needed: open or widen a checkpoint, passage or gate`,
  egressFlowTooSmall: (of) =>
    `the ways out as a whole take ${whole(of.maxPerMin)} people a minute and ${whole(of.neededPerMin)} are needed: widen one of the ${whole(of.ways)} openings that bind`,
  zoneOverCapacity: (of) =>
    `${whole(of.expectedPeak)} people are expected where ${whole(of.capacity)} are the capacity`,
  zoneDrainsTooSlowly: (of) =>
    `its ways out need ${whole(of.drainMin)} min for the ${whole(of.capacity)} people of its capacity, ${whole(of.minutes)} are given`,
  zoneWithoutWayOut: () => 'no way on foot leads from it to a gate: open a checkpoint',
  gateUnreachable: () => 'nobody can walk from it into the site: move it to walkable ground',
  passageBlocked: () =>
    'the grounds of both its sides do not meet there: move it, or take away what blocks it',
  corridorBlocked: (of) =>
    `only ${metres(of.leastWidthM)} of its clear width of ${metres(of.clearWidthM)} are left at one place`,
  checkpointOffGround: () => 'it stands where nobody can walk: move it',
  checkpointWiderThanGround: (of) =>
    `the ground is ${metres(of.groundM)} wide and its clear width is given as ${metres(of.clearWidthM)}`,
  lanesDoNotFit: (of) =>
    `${whole(of.lanes)} lanes of ${metres(of.laneM)} do not fit into ${metres(of.clearWidthM)}`,
  checkpointUnstaffed: () => 'nobody is put on it',
  postOffGround: () => 'it stands where nobody gets to it',
  postInOtherZone: () => 'it stands in another zone than its own',
  hotSpotOutsideZone: (of) => `only ${whole((of.share ?? 0) * 100)} % of it lie in its zone`,
  hotSpotAlertOverCapacity: (of) =>
    `its alert value of ${whole(of.alertPeople)} people is above its capacity of ${whole(of.capacity)}`,
  zoneWithoutSensor: () => 'no sensor sees it: it stays unknown',
  zoneWithoutPost: () => 'nobody is posted in it',
  checkpointWithoutCounter: () => 'nobody counts who passes it',
  sensorOffGround: () => 'it looks at ground where nobody can be',
};

/** The checks as lines for a person. */
export function planChecksText(name: string, checks: PlanChecks): string {
  const { people, minutes, needed, borders, flow, capacity, findings } = checks;
  const lines = [
    `${name}: ${whole(people)} people in ${whole(minutes)} min need ${metres(needed.levelM)} of clear width on the level, ${metres(needed.stairsM)} by stairs`,
    ...borders.map(borderText),
    `the network of all openings: ${whole(flow.maxPerMin)} people a minute of ${whole(flow.neededPerMin)} needed${flow.minutes === undefined ? '' : `, ${flow.minutes.toFixed(1)} min`}${flow.bottleneck.length === 0 ? '' : `; ${flow.bottleneck.map(({ id }) => id).join(', ')} bind`}`,
    '',
    'zone: capacity, most expected, minutes to empty it',
    ...capacity.map(
      ({ zone, capacity: most, expectedPeak, expectedPeakAt, drainMin }) =>
        `  ${zone}: ${whole(most)}, ${expectedPeak === undefined ? '—' : `${whole(expectedPeak)} at ${expectedPeakAt}`}, ${drainMin === undefined ? '—' : drainMin.toFixed(1)}`,
    ),
    '',
    ...findings.map(findingText),
    `${checks.blockers} blocker(s), ${checks.warnings} warning(s)`,
  ];
  return `${lines.join('\n')}\n`;
}

function borderText({
  border,
  streets,
  neededM,
  availableM,
  minutes,
  enough,
}: EgressBorder): string {
  const open = streets.filter(({ clearWidthM }) => clearWidthM > 0);
  const wide = open.map((street) => `${street.name.en} ${metres(street.clearWidthM)}`);
  return `${enough ? 'enough ' : 'TOO LITTLE '}out of ${border}: ${metres(availableM)} of ${metres(neededM)}${minutes === undefined ? '' : `, ${minutes.toFixed(1)} min`} (${wide.join(', ')})`;
}

function findingText({ code, severity, place, figures }: PlanFinding): string {
  const [lon, lat] = place.at;
  const number = place.kind === 'checkpoint' ? `${figures.number} ` : '';
  return `${severity}: ${place.kind} ${number}${place.name.en} (${place.id}) at ${lon.toFixed(6)}, ${lat.toFixed(6)}: ${SENTENCES[code](figures)}`;
}

function metres(value: number | undefined): string {
  return value === undefined ? '—' : `${value.toFixed(1)} m`;
}

function whole(value: number | undefined): string {
  return value === undefined ? '—' : String(Math.round(value));
}
