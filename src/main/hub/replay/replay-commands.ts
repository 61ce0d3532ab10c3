import { listMissingMaps, readMapLayer, readMapTile } from '../commands/map-layers.ts';
import { readSeries, readZoneSeries } from '../commands/read-series.ts';
import { readTimeline } from '../commands/read-timeline.ts';
import {
  loopReplay,
  playReplay,
  type ReplayContext,
  seekReplay,
  stepReplay,
  viewReplay,
} from '../commands/replay-move.ts';
import { openRecording } from '../commands/replay-open.ts';
import { readHistory, readSpans } from '../commands/review-read.ts';
import { readDocument, readProgress, readReport } from '../commands/review-report.ts';
import { bookmark, dispose, listReviewMarks, tellStory } from '../commands/review-write.ts';
import { closeSession, listSessions } from '../commands/sessions.ts';
import type { CommandTable } from '../run-command.ts';

export type { ReplayContext } from '../commands/replay-move.ts';

/**
 * What the seats of a replay can ask for. Whatever is not in this list is refused: a new command that changes something
 * cannot be offered here by oversight.
 */
export const REPLAY_COMMANDS: CommandTable<ReplayContext> = {
  'transport.set': playReplay,
  'replay.open': openRecording,
  'replay.seek': seekReplay,
  'replay.step': stepReplay,
  'replay.loop': loopReplay,
  'replay.view': viewReplay,
  'series.read': readSeries,
  'series.zones': readZoneSeries,
  'timeline.marks': readTimeline,
  'mapLayers.read': readMapLayer,
  'mapLayers.tile': readMapTile,
  'mapLayers.missing': listMissingMaps,
  'sessions.list': listSessions,
  'sessions.close': closeSession,
  'review.marks': listReviewMarks,
  'review.bookmark': bookmark,
  'review.story': tellStory,
  'review.disposition': dispose,
  'review.report': readReport,
  'review.progress': readProgress,
  'review.document': readDocument,
  'review.history': readHistory,
  'review.spans': readSpans,
};
