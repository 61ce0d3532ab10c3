import { z } from 'zod';

const positionSchema = z.tuple([z.number(), z.number()], z.number());
const polygonSchema = z.array(z.array(positionSchema).min(4)).min(1);

const geometrySchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('Polygon'), coordinates: polygonSchema }),
  z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(polygonSchema).min(1) }),
  z.object({ type: z.literal('Point'), coordinates: positionSchema }),
  z.object({ type: z.literal('MultiPoint'), coordinates: z.array(positionSchema).min(1) }),
]);

/** What a feature is; its other properties are those of the scenario's own document and are checked as such. */
const propertiesSchema = z.looseObject({
  kind: z.enum([
    'walkable',
    'obstacle',
    'stairs',
    'ramp',
    'narrow',
    'door',
    'exit',
    'waypoint',
    'group',
  ]),
});

/** A FeatureCollection (RFC 7946) that is a scenario; `anlan` says what belongs to no feature. */
export const geojsonDocumentSchema = z.object({
  type: z.literal('FeatureCollection'),
  anlan: z
    .object({
      name: z.string().min(1).optional(),
      /** `metres`: the coordinates are local metres, not longitude and latitude. */
      coordinates: z.enum(['wgs84', 'metres']).default('wgs84'),
      origin: z.tuple([z.number(), z.number()]).optional(),
      durationS: z.number().positive().optional(),
      cellM: z.number().min(0.05).max(1).optional(),
    })
    .prefault({}),
  features: z.array(
    z.object({
      type: z.literal('Feature'),
      geometry: geometrySchema,
      properties: propertiesSchema,
    }),
  ),
});

export type GeojsonDocument = z.infer<typeof geojsonDocumentSchema>;
export type GeojsonFeature = GeojsonDocument['features'][number];
