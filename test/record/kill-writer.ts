import { writeSync } from 'node:fs';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { invariant } from '../../src/domain/base/assert.ts';
import type { TransactionStage } from '../../src/store/event-file.ts';
import type { Outcome } from '../../src/store/record.ts';
import { RecordWriter } from '../../src/store/record-writer.ts';
import { contentHash, frameHash, seededWork, type Work } from './seeded-work.ts';

/**
 * A recorder that works until it is killed: `kill-writer.ts <file> <seed> <stage to stop at> <in which transaction>`.
 * Its marks go out by a blocking write, so the last one that arrives tells how far it had come:
 * `open`, `opened <headSeq>`, `begun`, `written`, `committed`, `stopped` (in the middle of a transaction, waiting to
 * be killed), and `append|frame|series|snapshot <what>` for everything that was acknowledged.
 */
const [file = '', seed = '0', stopStage = '', stopIn = '0'] = process.argv.slice(2);
const world = {
  levels: {},
  checkpoints: {},
  drones: {},
  units: {},
  broadcasts: {},
  marks: {},
  mapLayers: {},
  warnings: {},
  editedFeeds: {},
  sensors: [],
  feeds: {},
  dataQuality: {},
};
const MAX_IN_FLIGHT = 6;

let transactions = 0;
let acknowledgedSeq = 0;

function mark(...words: readonly (string | number)[]): void {
  writeSync(1, `${words.join(' ')}\n`);
}

async function onStage(stage: TransactionStage): Promise<void> {
  if (stage === 'begun') transactions += 1;
  mark(stage);
  if (stage !== stopStage || transactions !== Number(stopIn)) return;
  mark('stopped');
  await sleep(30_000);
}

function wanted<T>(outcome: Outcome<T>): T {
  invariant(outcome.ok, outcome.ok ? '' : outcome.error.message);
  return outcome.value;
}

// Signed often, so that writers die beside signatures too.
const record = new RecordWriter({ onStage, signEveryRows: 40 });

async function perform(work: Work): Promise<void> {
  switch (work.do) {
    case 'append': {
      acknowledgedSeq = wanted(await record.append(work.entries)).lastSeq;
      return mark('append', acknowledgedSeq, work.entries.length, contentHash(work.entries));
    }
    case 'frame':
      wanted(await record.frame(work.frame));
      return mark('frame', work.frame.issuedAt, frameHash(work.frame));
    case 'series':
      wanted(await record.series(work.rows));
      return mark('series', JSON.stringify(work.rows));
    case 'snapshot': {
      const seq = acknowledgedSeq;
      if (seq === 0) return;
      const models = { rules: work.state };
      wanted(await record.snapshot({ seq, world: { ...world, time: seq }, models }));
      return mark('snapshot', seq);
    }
  }
}

mark('open');
const { headSeq } = wanted(await record.open({ file, documents: { 'site.json': '{}' } }));
acknowledgedSeq = headSeq;
mark('opened', headSeq);
const inFlight = new Set<Promise<void>>();
for (const work of seededWork(Number(seed))) {
  const done = perform(work).finally(() => inFlight.delete(done));
  inFlight.add(done);
  if (inFlight.size >= MAX_IN_FLIGHT) await Promise.race(inFlight);
}
