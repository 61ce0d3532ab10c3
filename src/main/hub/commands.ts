import { broadcast } from './commands/broadcast.ts';
import type { CommandContext } from './commands/command.ts';
import { importCap } from './commands/context-import-cap.ts';
import {
  editFeed,
  pauseFeed,
  previewFeedSample,
  readFeedSettings,
  readRawMessages,
} from './commands/control-feeds.ts';
import {
  addMapLayer,
  listMissingMaps,
  previewMap,
  readMapLayer,
  readMapTile,
  removeMapLayer,
  uploadMap,
} from './commands/map-layers.ts';
import { orderCheckpoint } from './commands/order-checkpoint.ts';
import { readPlanChecks } from './commands/plan-checks.ts';
import { readSeries, readZoneSeries } from './commands/read-series.ts';
import { readTimeline } from './commands/read-timeline.ts';
import { readFigures } from './commands/rehearsal-figures.ts';
import { forkRehearsal } from './commands/rehearsal-fork.ts';
import { jumpRehearsal } from './commands/rehearsal-jump.ts';
import { readRehearsalOptions, startRehearsal } from './commands/rehearsal-start.ts';
import { openRecording } from './commands/replay-open.ts';
import { readHistory, readSpans } from './commands/review-read.ts';
import { readDocument, readProgress, readReport } from './commands/review-report.ts';
import { bookmark, dispose, listReviewMarks, tellStory } from './commands/review-write.ts';
import { listRuns, readRun } from './commands/runs-read.ts';
import { seatShows } from './commands/seat-shows.ts';
import { closeSession, listSessions } from './commands/sessions.ts';
import { setTransport } from './commands/set-transport.ts';
import { takeOver } from './commands/take-over.ts';
import { issueWarning } from './commands/warning-issue.ts';
import { previewWarning } from './commands/warning-preview.ts';
import type { CommandTable } from './run-command.ts';

/** What the seats of an operation under way can ask for. */
export const SESSION_COMMANDS: CommandTable<CommandContext> = {
  'operator.takeOver': takeOver,
  'checkpoint.order': orderCheckpoint,
  'drone.broadcast': broadcast,
  'transport.set': setTransport,
  'series.read': readSeries,
  'series.zones': readZoneSeries,
  'timeline.marks': readTimeline,
  'feeds.settings': readFeedSettings,
  'feeds.raw': readRawMessages,
  'feeds.pause': pauseFeed,
  'feeds.preview': previewFeedSample,
  'feeds.edit': editFeed,
  'mapLayers.upload': uploadMap,
  'mapLayers.preview': previewMap,
  'mapLayers.add': addMapLayer,
  'mapLayers.remove': removeMapLayer,
  'mapLayers.read': readMapLayer,
  'mapLayers.tile': readMapTile,
  'mapLayers.missing': listMissingMaps,
  'warning.preview': previewWarning,
  'warning.issue': issueWarning,
  'context.importCap': importCap,
  'sessions.list': listSessions,
  'sessions.close': closeSession,
  'replay.open': openRecording,
  'review.marks': listReviewMarks,
  'review.bookmark': bookmark,
  'review.story': tellStory,
  'review.disposition': dispose,
  'seat.shows': seatShows,
  'review.report': readReport,
  'review.progress': readProgress,
  'review.document': readDocument,
  'review.history': readHistory,
  'review.spans': readSpans,
  'rehearsal.options': readRehearsalOptions,
  'rehearsal.start': startRehearsal,
  'rehearsal.fork': forkRehearsal,
  'rehearsal.jump': jumpRehearsal,
  'rehearsal.figures': readFigures,
  'runs.list': listRuns,
  'runs.read': readRun,
  'plan.checks': readPlanChecks,
};
