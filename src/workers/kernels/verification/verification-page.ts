import { must } from '../../../domain/base/assert.ts';
import type { SeedResult } from './run-test.ts';
import { svgPlot } from './svg-plot.ts';
import type { Spread, TestReport, VerificationReport } from './verification-report.ts';
import type { VerificationTest } from './verification-test.ts';

/** A file of docs/verification: name and text. */
export interface PageFile {
  readonly name: string;
  readonly text: string;
}

/** README.md and the plots; the same results give the same bytes. */
export function verificationPage(
  tests: readonly VerificationTest[],
  results: readonly SeedResult[],
  report: VerificationReport,
): readonly PageFile[] {
  const plots = tests.flatMap((test) => plotFiles(test, results));
  const byId = new Map(tests.map((test) => [test.id, test]));
  const section = (one: TestReport) => {
    const own = plots.filter(({ id }) => id === one.id).map(({ name }) => name);
    return sectionOf(must(byId.get(one.id), one.id), one, own);
  };
  const readme = [
    head(report),
    summary(report),
    '## Tests\n',
    ...report.tests.map(section),
    '## Studies\n',
    ...report.studies.map(section),
  ].join('\n');
  return [{ name: 'README.md', text: readme }, ...plots.map(({ name, text }) => ({ name, text }))];
}

function plotFiles(test: VerificationTest, results: readonly SeedResult[]) {
  const measured = results
    .filter(({ id, error }) => id === test.id && error === undefined)
    .sort((a, b) => a.seed - b.seed)
    .map((result) => result.measured);
  if (!test.plots || measured.length === 0) return [];
  return test.plots(measured).map((plot) => ({
    id: test.id,
    name: `${plot.name}.svg`,
    text: svgPlot(plot),
  }));
}

function head({ passed, failed, conservation, parameters, tests }: VerificationReport): string {
  const seeds = tests[0]?.seeds.map(({ seed }) => seed).join(', ') ?? '';
  const values = Object.entries(parameters.values).map(
    ([name, value]) => `| ${name} | ${typeof value === 'number' ? figure(value) : String(value)} |`,
  );
  return `# Verification of the microscopic simulator

Written by \`npx anlan verify\`; the same program writes the same bytes.
RiMEA 4.1.1 and NIST TN 1822 / ISO 20414 with seeds ${seeds} and a step of 0.05 s.
${passed} tests passed, ${failed} failed; a test passes when it passes with every seed.
People were counted ${conservation.checks} times during these runs, and the account was wrong ${conservation.breaches} times.
One parameter set serves all tests; its hash is \`${parameters.hash}\`.

| parameter | value |
| --- | --- |
${values.join('\n')}
`;
}

function summary({ tests }: VerificationReport): string {
  const rows = tests.map(
    ({ id, title, criterion, seeds, pass }) =>
      `| [${id}](#${anchor(id)}) | ${title.en} ${title.zh} | ${criterion.en} | ${seeds.filter((seed) => seed.pass).length} of ${seeds.length} | ${pass ? 'passed' : '**failed**'} |`,
  );
  return `| test | title | criterion | seeds passed | result |
| --- | --- | --- | --- | --- |
${rows.join('\n')}
`;
}

function sectionOf(
  { setUp, kind, remark }: VerificationTest,
  { id, title, criterion, measured, seeds, pass }: TestReport,
  plots: readonly string[],
): string {
  const rows = Object.entries(measured).map(
    ([name, spread]) =>
      `| ${name} | ${spreadText(spread)} | ${seeds.map(({ figures }) => figure(figures[name] ?? Number.NaN)).join(' | ')} |`,
  );
  const errors = seeds.flatMap(({ seed, error }) =>
    error === undefined ? [] : [`Seed ${seed} broke off: ${error}.`],
  );
  const verdict = pass ? 'Passed.' : '**Failed.**';
  return `### ${id}

**${title.en}** ${title.zh}.
${setUp.en}
Criterion: ${criterion.en}.
${[kind === 'test' ? verdict : 'Not judged.', ...(remark ? [remark.en] : []), ...errors].join('\n')}

| figure | least / median / most | ${seeds.map(({ seed }) => `seed ${seed}`).join(' | ')} |
| --- | --- | ${seeds.map(() => '---').join(' | ')} |
${rows.join('\n')}
${plots.map((name) => `\n![${name.replace('.svg', '')}](${name})\n`).join('')}`;
}

function spreadText({ least, median, most, missing }: Spread): string {
  if (Number.isNaN(least)) return 'none';
  const range = least === most ? figure(least) : [least, median, most].map(figure).join(' / ');
  return missing > 0 ? `${range}; none in ${missing}` : range;
}

/** Four significant digits, whole numbers whole. */
function figure(value: number): string {
  if (!Number.isFinite(value)) return '—';
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(4)));
}

/** As the common Markdown renderers name a heading. */
function anchor(id: string): string {
  return id.toLowerCase().replaceAll('.', '');
}
