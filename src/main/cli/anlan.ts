/** A command made ready: its usage, and what runs it to an exit code (2: the words of the command line are wrong). */
interface Command {
  readonly usage: string;
  run(words: readonly string[]): Promise<number>;
}

/** Every command by name. Each is loaded only when it is asked for: a short one must not wait for a simulator. */
const COMMANDS: Readonly<Record<string, { about: string; load(): Promise<Command> }>> = {
  serve: {
    about: 'serve [EVENT]        run the hub and serve the console',
    async load() {
      // Before the first file is read in the background; see server.ts.
      process.env.UV_THREADPOOL_SIZE ??= '16';
      const { readServeOptions, SERVE_USAGE } = await import('../server/serve-options.ts');
      const { serve } = await import('../server/serve.ts');
      return command(SERVE_USAGE, readServeOptions, serve);
    },
  },
  feed: {
    about: 'feed FILE            play a recording into a hub',
    async load() {
      const { FEED_USAGE, readFeedOptions } = await import('./feed-options.ts');
      const { feed } = await import('./feed.ts');
      return command(FEED_USAGE, readFeedOptions, feed);
    },
  },
  material: {
    about: 'material FILE        make features of a map elements of a site document',
    async load() {
      const { MATERIAL_USAGE, readMaterialOptions } = await import('./material-options.ts');
      const { material } = await import('./material.ts');
      return command(MATERIAL_USAGE, readMaterialOptions, material);
    },
  },
  simulate: {
    about: 'simulate [SCENARIO]  run the microscopic simulator on a scenario or an event; sweeps',
    async load() {
      const { readSimulateCommand, SIMULATE_COMMAND_USAGE, simulateCommand } = await import(
        './simulate-command.ts'
      );
      return command(SIMULATE_COMMAND_USAGE, readSimulateCommand, simulateCommand);
    },
  },
  compare: {
    about: 'compare A B          compare results of simulated nights',
    async load() {
      const { COMPARE_USAGE, readCompareOptions } = await import('./compare-options.ts');
      const { compare } = await import('./compare.ts');
      return command(COMPARE_USAGE, readCompareOptions, compare);
    },
  },
  'check-plan': {
    about: 'check-plan [EVENT]   check egress, capacity and health of a plan',
    async load() {
      const { CHECK_PLAN_USAGE, readCheckPlanOptions } = await import('./check-plan-options.ts');
      const { checkPlan } = await import('./check-plan.ts');
      return command(CHECK_PLAN_USAGE, readCheckPlanOptions, checkPlan);
    },
  },
  'compare-models': {
    about: 'compare-models       play a night by both crowd models, side by side',
    async load() {
      const { COMPARE_MODELS_USAGE, readCompareModelsOptions } = await import(
        './compare-models-options.ts'
      );
      const { compareModelsCommand } = await import('./compare-models.ts');
      return command(COMPARE_MODELS_USAGE, readCompareModelsOptions, compareModelsCommand);
    },
  },
  verify: {
    about: 'verify               verify the microscopic simulator by RiMEA and NIST',
    async load() {
      const { readVerifyOptions, VERIFY_USAGE } = await import('./verify-options.ts');
      const { verify } = await import('./verify.ts');
      return command(VERIFY_USAGE, readVerifyOptions, verify);
    },
  },
  export: {
    about: 'export FILE          write a recording as tables, maps, topics, tracks or text',
    async load() {
      const { EXPORT_USAGE, readExportOptions } = await import('./export-options.ts');
      const { exportRecording } = await import('./export.ts');
      return command(EXPORT_USAGE, readExportOptions, exportRecording);
    },
  },
  import: {
    about: 'import LOG.ndjson    make an event file of an exported log',
    async load() {
      const { IMPORT_USAGE, readImportOptions } = await import('./import-options.ts');
      const { importLog } = await import('./import.ts');
      return command(IMPORT_USAGE, readImportOptions, importLog);
    },
  },
  report: {
    about: 'report FILE          write the after-action report of a recording',
    async load() {
      const { readReportOptions, REPORT_USAGE } = await import('./report-options.ts');
      const { report } = await import('./report.ts');
      return command(REPORT_USAGE, readReportOptions, report);
    },
  },
  analyse: {
    about: 'analyse FILE         measure density, speed and flow of pedestrian tracks',
    async load() {
      const { ANALYSE_USAGE, readAnalyseOptions } = await import('./analyse-options.ts');
      const { analyse } = await import('./analyse.ts');
      return command(ANALYSE_USAGE, readAnalyseOptions, analyse);
    },
  },
  check: {
    about: 'check FILE           check a recording: its chain, signatures, rasters; repair it',
    async load() {
      const { CHECK_USAGE, readCheckOptions } = await import('./check-options.ts');
      const { check } = await import('./check.ts');
      return command(CHECK_USAGE, readCheckOptions, check);
    },
  },
  compact: {
    about: 'compact FILE         a smaller copy of a recording, with every entry',
    async load() {
      const { COMPACT_USAGE, readCompactOptions } = await import('./compact-options.ts');
      const { compact } = await import('./compact.ts');
      return command(COMPACT_USAGE, readCompactOptions, compact);
    },
  },
};

/** `read` gives the options, or says which word of the command line is wrong. */
function command<T extends object>(
  usage: string,
  read: (words: readonly string[]) => T | string,
  go: (options: T) => Promise<number>,
): Command {
  return {
    usage,
    async run(words) {
      const options = read(words);
      if (typeof options !== 'string') return await go(options);
      process.stderr.write(`anlan: ${options}\n${usage}\n`);
      return 2;
    },
  };
}

/** Runs a command; resolves to its exit code. */
async function run([name, ...words]: readonly string[]): Promise<number> {
  if (name === undefined || name === 'help' || name === '--help') {
    return await help(words[0]);
  }
  const found = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!found) {
    process.stderr.write(`anlan: there is no command "${name}"\n${overview()}`);
    return 2;
  }
  if (words.length === 1 && words[0] === '--help') return await help(name);
  return await (await found.load()).run(words);
}

async function help(name: string | undefined): Promise<number> {
  const found = name !== undefined && Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  process.stdout.write(found ? `${(await found.load()).usage}\n` : overview());
  return 0;
}

function overview(): string {
  const lines = Object.values(COMMANDS).map(({ about }) => `anlan ${about}`);
  return `${lines.join('\n')}\n\nanlan COMMAND --help says what a command takes\n`;
}

process.exit(await run(process.argv.slice(2)));
