import { z } from 'zod';
import { err, ok, type Result } from '../../../domain/base/result.ts';
import { DATUMS } from '../../../domain/geo/datum.ts';
import { MAX_UPLOAD_PIECE_BYTES } from '../../../domain/site/map-layer.ts';
import type { WireError } from '../../../domain/wire/contract.ts';
import type { Upload } from '../map-layers/uploads.ts';
import {
  type Caller,
  type Command,
  type CommandContext,
  inTurn,
  NOBODY_TOOK_OVER,
  notRecorded,
  type SeatContext,
} from './command.ts';

const uploadName = z.string().min(8).max(64);
const layerId = z.string().max(64);
/** Deeper than any map goes. */
const MAX_ZOOM = 24;

/** Takes a piece of a map file. */
export const uploadMap: Command<'mapLayers.upload'> = {
  input: z.object({
    upload: uploadName,
    offset: z.number().int().min(0),
    content: z.base64().max(Math.ceil(MAX_UPLOAD_PIECE_BYTES / 3) * 4),
  }),
  run: async ({ mapLayers }, caller, { upload, offset, content }) => {
    const bytes = Buffer.from(content, 'base64');
    const taken = await mapLayers.uploads.take(caller, { upload, offset, bytes });
    return taken.ok ? ok({ received: taken.value }) : err(badInput(taken.error));
  },
};

/** What an uploaded file holds. */
export const previewMap: Command<'mapLayers.preview'> = {
  input: z.object({ upload: uploadName, datum: z.enum(DATUMS).optional() }),
  run: async (context, caller, { upload, datum }) => {
    const found = uploadOf(context, caller, upload);
    if (!found.ok) return found;
    const preview = await context.mapLayers.preview(found.value, datum);
    return preview.ok ? preview : err(badInput(preview.error));
  },
};

/** Puts an uploaded file on the map of every seat, under a name. */
export const addMapLayer: Command<'mapLayers.add'> = {
  input: z.object({
    upload: uploadName,
    name: z.string().trim().min(1).max(80),
    datum: z.enum(DATUMS).optional(),
    attribution: z.string().trim().max(300).optional(),
  }),
  run: async (context, caller, { upload, name, datum, attribution }) => {
    const { session, mapLayers } = context;
    if (caller.operator === undefined) return err(NOBODY_TOOK_OVER);
    const by = caller.operator;
    const found = uploadOf(context, caller, upload);
    if (!found.ok) return found;
    // Reading and converting takes its time; orders do not wait for it.
    const prepared = await mapLayers.prepareUpload(found.value, { name, datum, attribution });
    if (!prepared.ok) return err(badInput(prepared.error));
    const layer = await inTurn(session, () => mapLayers.put(prepared.value, by));
    if (layer === undefined) return err(notRecorded(session));
    if (layer === 'known') {
      const shown = session.world.mapLayers[prepared.value.layer.id]?.name ?? name;
      return err(badInput(`this file is on the map already, as "${shown}"`));
    }
    await mapLayers.uploads.drop(caller);
    return ok({ layer });
  },
};

/** Takes a layer off the map of every seat. */
export const removeMapLayer: Command<'mapLayers.remove'> = {
  input: z.object({ id: layerId }),
  run: ({ session, mapLayers }, caller, { id }) =>
    inTurn(session, async () => {
      if (caller.operator === undefined) return err(NOBODY_TOOK_OVER);
      if (!Object.hasOwn(session.world.mapLayers, id)) {
        return err(badInput(`there is no map layer "${id}"`));
      }
      const seq = await mapLayers.remove(id, caller.operator);
      return seq === undefined ? err(notRecorded(session)) : ok({});
    }),
};

/** The features of a layer. */
export const readMapLayer: Command<'mapLayers.read', SeatContext> = {
  input: z.object({ id: layerId }),
  run: async ({ mapLayers }, _caller, { id }) => {
    const read = await mapLayers.read(id);
    return read.ok ? ok({ geojson: read.value }) : err(badInput(read.error));
  },
};

/** One tile of a layer. */
export const readMapTile: Command<'mapLayers.tile', SeatContext> = {
  input: z
    .object({
      id: layerId,
      z: z.number().int().min(0).max(MAX_ZOOM),
      x: z.number().int().min(0),
      y: z.number().int().min(0),
    })
    .refine(({ z: zoom, x, y }) => x < 2 ** zoom && y < 2 ** zoom, {
      error: 'there is no such tile at this zoom',
    }),
  run: async ({ mapLayers }, _caller, { id, z: zoom, x, y }) => {
    const tile = await mapLayers.tile(id, zoom, x, y);
    if (!tile.ok) return err({ code: 'notPossible', message: tile.error });
    const { value } = tile;
    return ok(value ? { content: Buffer.from(value).toString('base64') } : {});
  },
};

/** The layers whose archive is not where it should be. */
export const listMissingMaps: Command<'mapLayers.missing', SeatContext> = {
  input: z.object({}).strict(),
  run: async ({ mapLayers }) => ok({ missing: await mapLayers.missing() }),
};

function uploadOf(
  { mapLayers }: CommandContext,
  caller: Caller,
  upload: string,
): Result<Upload, WireError> {
  const found = mapLayers.uploads.find(caller, upload);
  return found ? ok(found) : err(badInput('the file is not here any more; choose it again'));
}

function badInput(message: string): WireError {
  return { code: 'badInput', message };
}
