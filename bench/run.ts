import { parseArgs } from 'node:util';
import type { Benchmark } from './benchmark.ts';
import { jsonLine, tableLine } from './figures.ts';

const BENCHMARKS: Readonly<
  Record<string, { readonly about: string; readonly load: () => Promise<Benchmark> }>
> = {
  ingest: {
    about: '10,000 readings a second through HTTP into the log, for 60 s (--seconds N)',
    load: async () => (await import('./ingest.ts')).ingest,
  },
  mqtt: {
    about: '10,000 readings a second through mosquitto into the log, for 60 s (--seconds N)',
    load: async () => (await import('./mqtt.ts')).mqtt,
  },
  cot: {
    about: 'Cursor-on-Target events out of a TCP stream, beside the XML library alone',
    load: async () => (await import('./cot.ts')).cotDecode,
  },
  mavlink: {
    about: 'MAVLink packets of eight drones to positions, beside node-mavlink alone',
    load: async () => (await import('./mavlink.ts')).mavlinkDecode,
  },
  frame: {
    about: 'CPU time of each stage of a density frame of 1,000 × 1,000 walkable cells',
    load: async () => (await import('./frame.ts')).frame,
  },
  seat: {
    about: 'a seat on the rehearsal at speed 20: frames drawn, React commits, script time (10 s)',
    load: async () => (await import('./seat.ts')).seat,
  },
  console: {
    about: 'a seat on a full operation: script time an update, first picture, keys, bundle (30 s)',
    load: async () => (await import('./console.ts')).consoleSeat,
  },
  memory: {
    about: 'heap of a seat on a full operation over half an hour (--seconds N)',
    load: async () => (await import('./memory.ts')).memory,
  },
  agents: {
    about:
      'agent-steps per CPU-second with 75,000 people in streets, against C, TypeScript, 2 threads',
    load: async () => (await import('./agents.ts')).agents,
  },
  eikonal: {
    about: 'travel distances and directions on 1,500 × 1,000 cells of streets',
    load: async () => (await import('./eikonal.ts')).eikonal,
  },
  replay: {
    about: 'the recorded night: bytes, opening, seeks, 600×, memory, recording (records it first)',
    load: async () => (await import('./replay.ts')).replay,
  },
  scatter: {
    about: 'Gaussian density of 75,000 people on 1.5 million cells',
    load: async () => (await import('./scatter.ts')).scatter,
  },
  start: {
    about: 'from starting the server to the first density on the screen',
    load: async () => (await import('./start.ts')).start,
  },
  voronoi: {
    about: 'Voronoi areas of 75,000 agents, unclipped',
    load: async () => (await import('./voronoi.ts')).voronoi,
  },
};

const NIGHT = 'night';

const USAGE = `npm run bench -- NAME [--json] [--seconds N]
  night    the whole night on bodies (an hour), or --from 23:30 --until 00:40, or --plaza; --threads N, --dt S;
           --pieces: the whole night in halves of an hour that are kept, to be finished later; --last: the last kept run
${Object.entries(BENCHMARKS)
  .map(([name, { about }]) => `  ${name.padEnd(8)} ${about}`)
  .join('\n')}`;

process.exitCode = await run(process.argv.slice(2)).catch((error: unknown) => {
  console.error(`bench: ${error instanceof Error ? error.message : String(error)}`);
  return 1;
});

async function run(words: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      seconds: { type: 'string' },
      from: { type: 'string' },
      until: { type: 'string' },
      threads: { type: 'string' },
      dt: { type: 'string' },
      plaza: { type: 'boolean', default: false },
      pieces: { type: 'boolean', default: false },
      last: { type: 'boolean', default: false },
    },
  });
  if (positionals.length === 0) {
    console.log(USAGE);
    return 0;
  }
  const seconds = values.seconds === undefined ? undefined : Number(values.seconds);
  if (seconds !== undefined && !(seconds >= 1 && seconds <= 3_600)) {
    throw new Error(`--seconds is a number from 1 to 3600, not "${values.seconds}"`);
  }
  for (const name of positionals) {
    if (name === NIGHT) {
      const { night } = await import('./night.ts');
      const { from, until, plaza, pieces, last, json } = values;
      const threads = values.threads === undefined ? undefined : Number(values.threads);
      const dtS = values.dt === undefined ? undefined : Number(values.dt);
      await night({ from, until, plaza, pieces, threads, dtS, last, json });
      continue;
    }
    const found = BENCHMARKS[name];
    if (!found) throw new Error(`there is no benchmark "${name}"\n${USAGE}`);
    const benchmark = await found.load();
    for await (const figure of benchmark({ seconds })) {
      console.log(values.json ? jsonLine(figure) : tableLine(figure));
    }
  }
  return 0;
}
