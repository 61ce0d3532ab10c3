import { expect, test } from 'vitest';
import { hubinPlan } from '../../../test/fixtures/hubin-plan.ts';
import { twoSquares } from '../../../test/fixtures/two-squares.ts';
import type { Site } from '../site/site.ts';
import { checkPlan } from './check-plan.ts';
import { applyPlanChanges } from './plan-changes.ts';
import type { PlanChecks } from './plan-checks.ts';

const hubin = hubinPlan();

function codes({ findings }: PlanChecks): readonly string[] {
  return findings.map(({ code, place }) => `${code} ${place.id}`);
}

/** The two squares with something changed, as the checks see it. */
function checked(change: (site: Site) => Partial<Site>, people = 1_500): PlanChecks {
  const site = twoSquares();
  return checkPlan({ ...site, ...change(site) }, undefined, people, 30);
}

test('60,000 in 30 minutes need 24.4 m on the level and 30.3 m by stairs', () => {
  const { needed } = checkPlan(hubin.site, hubin.script);
  expect(needed.levelM).toBeCloseTo(24.39, 2);
  expect(needed.stairsM).toBeCloseTo(30.3, 2);
});

test('the bundled plan has no blocker; what it shows is true', () => {
  const checks = checkPlan(hubin.site, hubin.script);
  expect(checks.blockers).toBe(0);
  expect(codes(checks)).toEqual([
    'checkpointUnstaffed cp-22',
    'checkpointWithoutCounter cp-29',
    'checkpointUnstaffed cp-31',
    'checkpointWithoutCounter cp-31',
    'checkpointWithoutCounter cp-33',
    'checkpointWithoutCounter cp-42',
    'hotSpotAlertOverCapacity first-park-spot',
    'hotSpotAlertOverCapacity yanan-pinghai',
  ]);
  const [core] = checks.borders;
  // The fourteen checkpoints round the core: 39 m of clear width.
  expect(core).toMatchObject({ border: 'core', enough: true });
  expect(core?.availableM).toBeCloseTo(39, 9);
  expect(core?.ways.filter(({ kind }) => kind === 'checkpoint')).toHaveLength(14);
  expect(core?.streets.reduce((sum, street) => sum + street.clearWidthM, 0)).toBeCloseTo(39, 9);
  // Gates that nobody leaves by at the release are shut: the ferry has made its last trip.
  expect(core?.ways.find(({ kind }) => kind === 'gate')?.clearWidthM).toBe(0);
  expect(checks.flow.enough).toBe(true);
  expect(checks.flow.maxPerMin).toBeLessThanOrEqual(39 * 82 + 1e-6);
});

test('closing checkpoints of the core until 24.4 m are no longer there is a blocker that names ring and widths', () => {
  const shut = [39, 40, 34, 35, 41].map((number) => `checkpoint.${number}.mode=closed`);
  const plan = applyPlanChanges(shut, hubin);
  if (!plan.ok) throw new Error(plan.error);
  const checks = checkPlan(plan.value.site, plan.value.script);
  const [first] = checks.findings;
  expect(first).toMatchObject({
    code: 'egressTooNarrow',
    severity: 'blocker',
    place: { kind: 'ring', id: 'core' },
  });
  expect(first?.figures.availableM).toBeCloseTo(23.25, 9);
  expect(first?.figures.neededM).toBeCloseTo(24.39, 2);
  expect(checks.borders[0]?.minutes).toBeCloseTo(60_000 / (23.25 * 82), 6);
});

test('one-way in lets nobody out, metered and wave release do', () => {
  const widthOf = (mode: Site['checkpoints'][number]['mode']) =>
    checked(({ checkpoints }) => ({
      checkpoints: checkpoints.map((each) => (each.number === 1 ? { ...each, mode } : each)),
    })).borders[0]?.availableM ?? 0;
  // The other way out of the east square are stairs of 4 m: 66/82 of that.
  const stairsM = (4 * 66) / 82;
  expect(widthOf('open')).toBeCloseTo(8 + stairsM, 9);
  expect(widthOf('metered')).toBeCloseTo(8 + stairsM, 9);
  expect(widthOf('waveRelease')).toBeCloseTo(8 + stairsM, 9);
  expect(widthOf('oneWayIn')).toBeCloseTo(stairsM, 9);
  expect(widthOf('closed')).toBeCloseTo(stairsM, 9);
});

test('the network binds where the borders one by one do not show it', () => {
  // 11.2 m out of the core; the metro's stairs (5 m) and the outer checkpoint take more, but only by one square.
  const { flow, borders } = checked(
    ({ gates }) => ({
      gates: gates.map((gate) => (gate.id === 'gate-metro' ? { ...gate, clearWidthM: 0.5 } : gate)),
    }),
    27_000,
  );
  expect(borders[0]?.enough).toBe(true);
  expect(flow.enough).toBe(false);
  expect(flow.maxPerMin).toBeCloseTo(8 * 82 + 0.5 * 66, 3);
  expect(flow.bottleneck.map(({ id }) => id).sort()).toEqual(['cp-2', 'gate-metro']);
});

test('a square whose ways are all shut has no way out', () => {
  const checks = checked(({ checkpoints }) => ({
    checkpoints: checkpoints.map((each) => ({ ...each, mode: 'closed' as const })),
    passages: [],
  }));
  expect(codes(checks)).toContain('zoneWithoutWayOut east-square');
  expect(codes(checks)).not.toContain('zoneWithoutWayOut west-square');
});

test('what is drawn where nobody can walk is told with its place', () => {
  const off = (position: readonly [number, number]) =>
    [position[0], position[1] + 0.00024] as const;
  const checks = checked(({ checkpoints, gates, posts }) => ({
    checkpoints: checkpoints.map((each) =>
      each.number === 1 ? { ...each, position: off(each.position), lanes: 20 } : each,
    ),
    gates: gates.map((each) =>
      each.id === 'gate-west' ? { ...each, position: off(each.position) } : each,
    ),
    posts: posts.map((each) => ({ ...each, zone: 'west-square' as typeof each.zone })),
  }));
  expect(codes(checks)).toEqual(
    expect.arrayContaining([
      'checkpointOffGround cp-1',
      'gateUnreachable gate-west',
      'lanesDoNotFit cp-1',
      'postInOtherZone post-1',
      'zoneWithoutPost east-square',
    ]),
  );
  const finding = checks.findings.find(({ code }) => code === 'checkpointOffGround');
  const [[west, south], [east, north]] = finding?.place.bounds ?? [
    [0, 0],
    [0, 0],
  ];
  const [lon, lat] = finding?.place.at ?? [0, 0];
  expect(lon > west && lon < east && lat > south && lat < north).toBe(true);
});

test('a wall over a street blocks it; a passage between grounds that do not meet is told', () => {
  const site = twoSquares();
  const wall = (west: number, eastEnd: number): Site['obstacles'][number] => ({
    kind: 'structure',
    polygon: [
      [
        [west, 30.25595],
        [eastEnd, 30.25595],
        [eastEnd, 30.2566],
        [west, 30.2566],
      ],
    ],
  });
  // Between the squares (longitudes of 53 … 66 m east), over the link street and the stairs.
  const walled = checkPlan(
    {
      ...site,
      obstacles: [...site.obstacles, wall(120.15937, 120.15941), wall(120.15945, 120.15949)],
    },
    undefined,
    100,
    30,
  );
  const told = codes(walled);
  expect(told).toContain('passageBlocked west-square/east-square');
  expect(told.some((each) => each.startsWith('corridorBlocked'))).toBe(true);
});

test('a zone that no sensor sees is a warning, and a blocker where nobody is posted either', () => {
  const blind = checked(() => ({ sensors: [] }));
  const severities = new Map(
    blind.findings
      .filter(({ code }) => code === 'zoneWithoutSensor')
      .map(({ place, severity }) => [place.id, severity]),
  );
  expect(Object.fromEntries(severities)).toEqual({
    'east-square': 'warning',
    'west-square': 'blocker',
  });
  expect(codes(blind)).toContain('checkpointWithoutCounter cp-1');
});

test('a zone that is to hold more than its capacity is told with both figures', () => {
  const plan = applyPlanChanges(['people.factor=1.3'], hubin);
  if (!plan.ok) throw new Error(plan.error);
  const { findings } = checkPlan(plan.value.site, plan.value.script);
  const over = findings.filter(({ code }) => code === 'zoneOverCapacity');
  expect(over.map(({ place }) => place.id)).toContain('yigongyuan');
  for (const { figures } of over) {
    expect(figures.expectedPeak).toBeGreaterThan(figures.capacity ?? Number.POSITIVE_INFINITY);
  }
});
