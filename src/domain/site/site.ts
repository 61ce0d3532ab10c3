import { z } from 'zod';
import type { CheckpointId, GateId, HotSpotId, PostId, SensorId, ZoneId } from '../base/ids.ts';
import { SURFACES } from '../crowd/surface.ts';
import { isTimeZone } from '../time/local-time.ts';

/** A branded id in a document: lower case words joined by hyphens. */
function id<Id extends string>() {
  return z
    .string()
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'an id is lower-case words joined by hyphens')
    .transform((text) => text as Id);
}

const nameSchema = z.object({ zh: z.string().min(1), en: z.string().min(1) });
const lonLatSchema = z
  .tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)])
  .readonly();
const lineSchema = z.array(lonLatSchema).min(2).readonly();
/** Outer ring, then holes, as GeoJSON writes a Polygon's coordinates. */
const polygonSchema = z.array(z.array(lonLatSchema).min(3).readonly()).min(1).readonly();
const surfaceSchema = z.enum(SURFACES);

/** The three rings of an operation, from the inside out. */
export const RINGS = ['core', 'control', 'diversion'] as const;
export type RingName = (typeof RINGS)[number];

/** The modes of a checkpoint (卡口): open, metered, one-way in or out, wave release (波次放行), closed. */
export const CHECKPOINT_MODES = [
  'open',
  'metered',
  'oneWayIn',
  'oneWayOut',
  'waveRelease',
  'closed',
] as const;
export type CheckpointMode = (typeof CHECKPOINT_MODES)[number];

/**
 * Where a flow comes from or goes to: a leaf zone, `outside` (on the site's approaches, in no leaf zone)
 * or `world` (beyond everything the session accounts for).
 */
const placeSchema = z.union([z.literal('outside'), z.literal('world'), id<ZoneId>()]);
export type Place = z.infer<typeof placeSchema>;

const zoneSchema = z.object({
  id: id<ZoneId>(),
  name: nameSchema,
  ring: z.enum(RINGS),
  /** The enclosing zone; a zone that is nobody's parent is a leaf and owns a polygon. */
  parent: id<ZoneId>().optional(),
  polygon: polygonSchema.optional(),
  surface: surfaceSchema,
  /** People per usable m² at which the zone counts as full; capacity = usable area × this. */
  designDensityPerM2: z.number().positive().max(8),
});

const streetSchema = z.object({
  name: nameSchema,
  line: lineSchema,
  clearWidthM: z.number().positive().max(120),
  surface: surfaceSchema,
});

const openGroundSchema = z.object({
  name: nameSchema,
  kind: z.enum(['promenade', 'plaza', 'park', 'concourse']),
  polygon: polygonSchema,
  surface: surfaceSchema,
});

const obstacleSchema = z.object({
  kind: z.enum(['block', 'water', 'planting', 'structure']),
  name: nameSchema.optional(),
  polygon: polygonSchema,
});

const hotSpotSchema = z.object({
  id: id<HotSpotId>(),
  name: nameSchema,
  zone: id<ZoneId>(),
  polygon: polygonSchema,
  surface: surfaceSchema,
  /** The alert value in people, agreed by the event's planners. */
  alertPeople: z.number().int().positive(),
});

const checkpointSchema = z.object({
  id: id<CheckpointId>(),
  number: z.number().int().positive(),
  name: nameSchema,
  position: lonLatSchema,
  /** Direction of the way *in* (from `outer` to `inner`), degrees clockwise from north. */
  bearingDeg: z.number().min(0).lt(360),
  clearWidthM: z.number().positive().max(80),
  lanes: z.number().int().positive().max(60),
  outer: placeSchema,
  inner: id<ZoneId>(),
  mode: z.enum(CHECKPOINT_MODES),
  /** Whether the plan puts people on it. */
  staffed: z.boolean(),
});

const postSchema = z.object({
  id: id<PostId>(),
  name: nameSchema,
  position: lonLatSchema,
  zone: id<ZoneId>(),
  /** A raised duty platform gives manual density readings. */
  raised: z.boolean(),
});

const gateSchema = z.object({
  id: id<GateId>(),
  name: nameSchema,
  kind: z.enum(['metroExit', 'busStop', 'street', 'ferry']),
  position: lonLatSchema,
  /** Where a person who comes through the gate stands next. */
  leadsTo: placeSchema,
  clearWidthM: z.number().positive(),
});

const sensorCommon = {
  id: id<SensorId>(),
  name: nameSchema,
  /** One standard deviation of a reading, as a share of its true value. */
  relativeError: z.number().min(0).max(1),
  /** Share of the people present that the sensor sees when calibrated; readings are divided by it. */
  detectionShare: z.number().gt(0).max(1),
  /** Readings older than this are stale. */
  staleAfterS: z.number().positive(),
};

/**
 * How a camera saturates, from its data sheet: people hide each other in a dense crowd, so that above `fromPerM2` it
 * misses the share `perPerM2` of them for every further ped/m², and never more than `atMost`. `relativeError` holds
 * on top of it.
 */
const saturationSchema = z.object({
  fromPerM2: z.number().positive().max(8),
  perPerM2: z.number().min(0).max(0.15),
  atMost: z.number().min(0).max(0.6),
});

const sensorSchema = z.discriminatedUnion('kind', [
  /** Counts the people inside a polygon (a camera). */
  z.object({
    ...sensorCommon,
    kind: z.literal('zoneCount'),
    zone: id<ZoneId>(),
    polygon: polygonSchema,
    saturation: saturationSchema.optional(),
  }),
  /** Measures ped/m² in a small polygon. */
  z.object({
    ...sensorCommon,
    kind: z.literal('pointDensity'),
    zone: id<ZoneId>(),
    polygon: polygonSchema,
  }),
  /** A cell of a telecom or location-service grid: phones in a square, late and coarse, over any zones. */
  z.object({ ...sensorCommon, kind: z.literal('gridCell'), polygon: polygonSchema }),
  /** Counts crossings of a directed line, one direction only: `from` lies to the left, `to` to the right. */
  z.object({
    ...sensorCommon,
    kind: z.literal('lineCounter'),
    line: z.tuple([lonLatSchema, lonLatSchema]).readonly(),
    from: placeSchema,
    to: placeSchema,
    /** The checkpoint whose flow this is, and which of its directions. */
    checkpoint: z.object({ id: id<CheckpointId>(), direction: z.enum(['in', 'out']) }).optional(),
    /** Whether a crossing of this line is a visit (a first crossing of the outer cordon), or ends one. */
    cordon: z.enum(['entry', 'exit']).optional(),
  }),
]);

/** A passage between two places that has no checkpoint. */
const passageSchema = z.object({
  from: placeSchema,
  to: placeSchema,
  clearWidthM: z.number().positive(),
  surface: surfaceSchema,
});

/** The site document: everything that stands still, in WGS84 longitude and latitude. */
export const siteSchema = z.object({
  format: z.literal('anlan-site'),
  version: z.literal(1),
  id: z.string().min(1),
  name: nameSchema,
  timeZone: z.string().refine(isTimeZone, 'not an IANA time zone, such as Asia/Shanghai'),
  attribution: z.string().min(1),
  origin: lonLatSchema,
  grid: z.object({
    westM: z.number(),
    southM: z.number(),
    cols: z.number().int().positive().max(1500),
    rows: z.number().int().positive().max(1000),
    cellM: z.number().positive(),
  }),
  streets: z.array(streetSchema).readonly(),
  openGround: z.array(openGroundSchema).readonly(),
  obstacles: z.array(obstacleSchema).readonly(),
  zones: z.array(zoneSchema).min(1).readonly(),
  hotSpots: z.array(hotSpotSchema).readonly(),
  checkpoints: z.array(checkpointSchema).readonly(),
  passages: z.array(passageSchema).readonly(),
  gates: z.array(gateSchema).readonly(),
  posts: z.array(postSchema).readonly(),
  sensors: z.array(sensorSchema).readonly(),
});

export type Site = z.infer<typeof siteSchema>;
export type Name = z.infer<typeof nameSchema>;
export type Zone = z.infer<typeof zoneSchema>;
export type HotSpot = z.infer<typeof hotSpotSchema>;
export type Checkpoint = z.infer<typeof checkpointSchema>;
export type Gate = z.infer<typeof gateSchema>;
export type Post = z.infer<typeof postSchema>;
export type Sensor = z.infer<typeof sensorSchema>;
export type Saturation = z.infer<typeof saturationSchema>;
export type GridCell = Extract<Sensor, { kind: 'gridCell' }>;
export type LineCounter = Extract<Sensor, { kind: 'lineCounter' }>;

/** The zones that are nobody's parent, in the document's order: the order of every per-zone column. */
export function leafZones(site: Site): readonly Zone[] {
  const parents = new Set(site.zones.map((zone) => zone.parent));
  return site.zones.filter((zone) => !parents.has(zone.id));
}
