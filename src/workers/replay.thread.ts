import { must } from '../domain/base/assert.ts';
import { RecordReader } from '../store/record-reader.ts';
import { objectHistory } from './kernels/replay/object-history.ts';
import { RecordingSpans } from './kernels/replay/recording-spans.ts';
import { ReplayPlayer } from './kernels/replay/replay-player.ts';
import { timelineMarks } from './kernels/replay/timeline-marks.ts';
import { exposeThread, handOver } from './remote.ts';
import type { ReplayThread } from './replay-port.ts';

const reader = new RecordReader();
let models: Parameters<ReplayThread['prepare']>[0] | undefined;
let player: ReplayPlayer | undefined;
let spans: RecordingSpans | undefined;
let busy: Promise<unknown> = Promise.resolve();

/** What moves the playhead comes one after the other. */
function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const mine = busy.then(work);
  busy = mine.catch(() => undefined);
  return mine;
}

const prepared = () => must(models, 'the models of a replay (prepare comes first)');

/** Made when a playhead first moves: whoever only asks about the recording needs none. */
function playing(): ReplayPlayer {
  const { site, ladder } = prepared();
  player ??= new ReplayPlayer(reader, site, ladder, () => performance.now());
  return player;
}

exposeThread({
  open: (where) => reader.open(where),
  span: () => reader.span(),
  entries: (query) => reader.entries(query),
  marks: (query) => reader.marks(query),
  timeline: (query) => timelineMarks(reader, query),
  nearest: (query) => reader.nearest(query),
  readSeries: (query) => reader.readSeries(query),
  history: (query) => objectHistory(reader, prepared().site, prepared().ladder, query),
  async spans(range) {
    spans ??= new RecordingSpans(reader, prepared().site);
    return await spans.within(range);
  },
  close: () => inTurn(() => reader.close()),
  async prepare(given) {
    models = given;
  },
  async seek(to) {
    const sought = await inTurn(() => playing().seek(to));
    if (!sought.done || !sought.frame) return sought;
    return handOver(sought, [sought.frame.density.buffer]);
  },
  async play(to) {
    const played = await inTurn(() => playing().play(to));
    return played.frame ? handOver(played, [played.frame.density.buffer]) : played;
  },
} satisfies ReplayThread);
