import { describe, expect, it } from 'vitest';
import { openSimulation } from '../../src/workers/kernels/agents/open-simulation.ts';
import type { OpenSimulation } from '../../src/workers/kernels/agents/simulation.ts';
import { allTests } from '../../src/workers/kernels/verification/all-tests.ts';
import { runTest } from '../../src/workers/kernels/verification/run-test.ts';
import { verificationPage } from '../../src/workers/kernels/verification/verification-page.ts';
import { buildReport } from '../../src/workers/kernels/verification/verification-report.ts';
import type { VerificationTest } from '../../src/workers/kernels/verification/verification-test.ts';

/** The quick ones; `npx anlan verify` runs all with five seeds. */
const QUICK = [
  'rimea-1',
  'rimea-2',
  'rimea-3',
  'rimea-5',
  'rimea-6',
  'rimea-7',
  'rimea-10',
  'nist-2.1',
  'nist-3.1',
  'nist-4.1',
  'nist-5.2',
  'conservation',
];

function testOf(id: string): VerificationTest {
  const found = allTests.find((test) => test.id === id);
  if (!found) throw new Error(`there is no test ${id}`);
  return found;
}

/** The simulator with its account off by one person from the tenth step on. */
const forgetful: OpenSimulation = async (scenario, options) => {
  const simulation = await openSimulation(scenario, options);
  return new Proxy(simulation, {
    get(target, key) {
      if (key === 'account' && target.step > 10) {
        return { ...target.account, onGround: target.account.onGround + 1 };
      }
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
};

/** The simulator with everybody walking half a metre a second. */
const sluggish: OpenSimulation = (scenario, options) => {
  const slow = scenario.groups.map((group) => ({
    ...group,
    freeSpeedMps: { kind: 'constant' as const, value: 0.5 },
  }));
  return openSimulation({ ...scenario, groups: slow }, options);
};

describe('the microscopic simulator', () => {
  it.each(QUICK)('passes %s', async (id) => {
    const result = await runTest(testOf(id), 1, openSimulation);
    expect(result.error).toBeUndefined();
    expect(result, JSON.stringify(result.measured.figures)).toMatchObject({
      pass: true,
      breaches: 0,
    });
    expect(result.checks).toBeGreaterThan(20);
  });
});

describe('the verification itself', () => {
  it('fails a simulator that is too slow', async () => {
    for (const id of ['rimea-1', 'rimea-7', 'nist-2.1']) {
      expect((await runTest(testOf(id), 1, sluggish)).pass).toBe(false);
    }
  });

  it('fails a simulator that miscounts its people, whatever else was measured', async () => {
    const result = await runTest(testOf('rimea-1'), 1, forgetful);
    expect(result.measured.pass).toBe(true);
    expect(result.breaches).toBeGreaterThan(0);
    expect(result.pass).toBe(false);
  });

  it('shows a run that broke off as a failure with its reason', async () => {
    const broken: OpenSimulation = () => Promise.reject(new Error('no memory'));
    const result = await runTest(testOf('nist-2.1'), 1, broken);
    expect(result).toMatchObject({ pass: false, error: 'no memory' });
  });

  it('reports and writes the same bytes for the same results, failures as failures', async () => {
    const tests = ['nist-2.1', 'rimea-7'].map(testOf);
    const results = [
      await runTest(testOf('nist-2.1'), 1, openSimulation),
      await runTest(testOf('nist-2.1'), 2, sluggish),
      await runTest(testOf('rimea-7'), 1, openSimulation),
    ];
    const report = buildReport(tests, results);
    expect(report).toMatchObject({ passed: 1, failed: 1 });
    expect(report.tests[0]?.seeds.map(({ pass }) => pass)).toEqual([true, false]);
    expect(report.tests[0]?.measured.speedMps?.least).toBeCloseTo(0.5, 2);
    expect(report.parameters.hash).toMatch(/^[0-9a-f]{8,}$/);
    const page = verificationPage(tests, results, report);
    const shuffled = results.toReversed();
    expect(verificationPage(tests, shuffled, buildReport(tests, shuffled))).toEqual(page);
    expect(page.map(({ name }) => name)).toEqual(['README.md', 'rimea-7-age.svg']);
    expect(page[0]?.text).toContain(report.parameters.hash);
    expect(page[0]?.text).toContain('| 1 of 2 | **failed** |');
  });
});
