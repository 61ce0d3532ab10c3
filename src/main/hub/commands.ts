import { err, type Result } from '../../domain/base/result.ts';
import {
  type InputOf,
  METHOD_ROLES,
  type Method,
  type WireError,
} from '../../domain/wire/contract.ts';
import { broadcast } from './commands/broadcast.ts';
import type { Caller, Command, CommandContext } from './commands/command.ts';
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
import { readSeries, readZoneSeries } from './commands/read-series.ts';
import { readTimeline } from './commands/read-timeline.ts';
import { setTransport } from './commands/set-transport.ts';
import { takeOver } from './commands/take-over.ts';
import { issueWarning } from './commands/warning-issue.ts';
import { previewWarning } from './commands/warning-preview.ts';

type SeatMethod = Exclude<Method, 'session.attach'>;

const COMMANDS: { readonly [M in SeatMethod]: Command<M> } = {
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
};

/** Checks role and input of a call, runs it, and answers with a result that can cross the wire. */
export async function runCommand(
  context: CommandContext,
  caller: Caller,
  method: Method,
  input: unknown,
): Promise<Result<unknown, WireError>> {
  if (method === 'session.attach' || !Object.hasOwn(COMMANDS, method)) {
    return err({ code: 'unknownMethod', message: `there is no method "${method}"` });
  }
  const roles = METHOD_ROLES[method];
  if (roles !== 'all' && !roles.includes(caller.role)) {
    return err({ code: 'forbidden', message: `a ${caller.role} seat may not call ${method}` });
  }
  return await check(context, caller, method, input);
}

async function check<M extends SeatMethod>(
  context: CommandContext,
  caller: Caller,
  method: M,
  input: unknown,
): Promise<Result<unknown, WireError>> {
  const command: Command<M> = COMMANDS[method];
  const checked = command.input.safeParse(input);
  if (!checked.success) {
    const [issue] = checked.error.issues;
    const where = issue?.path.join('.') ?? '';
    return err({
      code: 'badInput',
      message: `${method}: ${where}: ${issue?.message ?? 'bad input'}`,
    });
  }
  return await command.run(context, caller, checked.data as InputOf<M>);
}
