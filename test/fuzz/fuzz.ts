import { parseArgs } from 'node:util';
import { namedRng } from '../../src/domain/base/rng.ts';
import { anyBytes, mutate } from '../../src/main/hub/adapters/samples/mutate.ts';
import { impossible } from '../../src/main/hub/adapters/samples/plug-in.ts';
import { fuzzSubjects, type Subject } from './subjects.ts';

const USAGE = `npm run fuzz -- [--inputs N] [--only NAME] [--seed N]
  --inputs N   for each decoder (default 1,000,000)
  --only NAME  a kind of adapter, or "dialect ID"
  --seed N     of the first input (default 1)`;

/** Share of inputs that are any bytes; the others are good messages with changes. */
const ANY_BYTES = 0.2;
/** Decoders may keep a state; each lives for this many inputs. */
const INPUTS_A_LIFE = 10_000;
/** One input that takes longer than this holds up everybody else's. */
const SLOW_MS = 1_000;

process.exitCode = await run(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`fuzz: ${error instanceof Error ? error.message : String(error)}\n`);
  return 1;
});

async function run(words: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...words],
    options: {
      inputs: { type: 'string', default: '1000000' },
      only: { type: 'string' },
      seed: { type: 'string', default: '1' },
    },
  });
  const inputs = Number(values.inputs);
  const seed = Number(values.seed);
  if (!(Number.isInteger(inputs) && inputs > 0 && Number.isInteger(seed))) throw new Error(USAGE);
  const all = fuzzSubjects();
  const subjects = values.only === undefined ? all : all.filter(({ name }) => name === values.only);
  if (subjects.length === 0) {
    throw new Error(`no decoder "${values.only}": ${all.map(({ name }) => name).join(', ')}`);
  }
  for (const subject of subjects) process.stdout.write(`${await fuzz(subject, inputs, seed)}\n`);
  return 0;
}

/** Resolves to a line about what became of the inputs; throws with the input that a decoder did not survive. */
async function fuzz(subject: Subject, inputs: number, seed: number): Promise<string> {
  const random = namedRng(seed, subject.name).next;
  const startedAt = performance.now();
  let life = subject.open();
  let [read, refused, unknown, slowestMs] = [0, 0, 0, 0];
  for (let input = 0; input < inputs; input++) {
    if (input % INPUTS_A_LIFE === 0) life = subject.open();
    const { plugged, receive } = life;
    const message = subject.messages[Math.floor(random() * subject.messages.length)];
    if (!message) throw new Error(`${subject.name} has no message`);
    const bytes = random() < ANY_BYTES ? anyBytes(random) : mutate(message.bytes, random);
    const raw = { bytes, ...(message.from === undefined ? {} : { from: message.from }) };
    const first = await timed(() => receive(raw));
    const { wrong } = first;
    let { tookMs } = first;
    // A busy machine is not the decoder's fault: it is slow only if it is so every time.
    for (let again = 0; tookMs > SLOW_MS && again < 3; again++) {
      tookMs = Math.min(tookMs, (await timed(() => receive(raw))).tookMs);
    }
    slowestMs = Math.max(slowestMs, tookMs);
    const problem =
      wrong ??
      plugged.delivered.flatMap(impossible)[0] ??
      (tookMs > SLOW_MS ? `it took ${Math.round(tookMs)} ms` : undefined);
    if (problem !== undefined) {
      const hex = Buffer.from(bytes).toString('hex');
      throw new Error(`${subject.name}, seed ${seed}, input ${input}: ${problem}\n${hex}`);
    }
    if (
      plugged.delivered.some(
        ({ readings, drones, units, marks }) =>
          readings.length + drones.length + units.length + marks.length > 0,
      )
    )
      read += 1;
    refused += plugged.failures.length;
    unknown += plugged.unknown.length;
    plugged.delivered.length = 0;
    plugged.failures.length = 0;
    plugged.unknown.length = 0;
    plugged.connections.length = 0;
  }
  const seconds = (performance.now() - startedAt) / 1_000;
  return [
    `${subject.name.padEnd(24)} ${inputs.toLocaleString('en')} inputs in ${seconds.toFixed(1)} s`,
    `${read.toLocaleString('en')} gave something`,
    `${refused.toLocaleString('en')} unreadable`,
    `${unknown.toLocaleString('en')} of no use`,
    `slowest ${slowestMs.toFixed(1)} ms`,
  ].join('; ');
}

/** How long one input took, and what was wrong with what the decoder did, in words. */
async function timed(receive: () => Promise<{ readonly committed: boolean }>) {
  const at = performance.now();
  const wrong = await whatIsWrong(receive);
  return { wrong, tookMs: performance.now() - at };
}

async function whatIsWrong(
  receive: () => Promise<{ readonly committed: boolean }>,
): Promise<string | undefined> {
  try {
    const { committed } = await receive();
    return committed ? undefined : 'it was not acknowledged: its sender would repeat it for ever';
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
}
