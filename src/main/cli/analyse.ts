import { ANALYSE_USAGE, type AnalyseHelp, type AnalyseOptions } from './analyse-options.ts';
import { analyseFile } from './tracks/analyse-file.ts';
import { analysisJson, analysisText } from './tracks/analysis-report.ts';

/** Measures the tracks of a file and prints the figures; resolves to the exit code. */
export async function analyse(options: AnalyseOptions | AnalyseHelp): Promise<number> {
  if ('help' in options) {
    process.stdout.write(`${ANALYSE_USAGE}\n`);
    return 0;
  }
  try {
    const report = await analyseFile(options);
    process.stdout.write(options.json ? `${analysisJson(report)}\n` : analysisText(report));
    return 0;
  } catch (error) {
    process.stderr.write(
      `anlan analyse: ${error instanceof Error ? error.message : String(error)}\n`,
    );
    return 1;
  }
}
