import { z } from 'zod';
import type { LonLat } from '../../../domain/base/quantity.ts';
import { telecomGridSchema } from '../../../domain/site/grid-sensors.ts';
import type { Adapter } from './adapter.ts';
import { countsDecoder } from './counts-decoder.ts';
import { countsMappingSchema } from './counts-mapping-schema.ts';
import { messageFormatFields } from './message-format.ts';
import { readPositions } from './read-positions.ts';

/** A degree of latitude; a degree of longitude is shorter by the cosine. */
const METRES_PER_DEGREE = 111_320;

const path = z.string().min(1);

const fields = {
  ...messageFormatFields,
  format: messageFormatFields.format.unwrap().default('csv'),
  grid: telecomGridSchema,
  /** JSONPaths (columns, for CSV) into each record: where its square is … */
  lon: path.default('$.lon'),
  lat: path.default('$.lat'),
  /** … and what of the square those name. */
  anchor: z.enum(['centre', 'southWest']).default('centre'),
  records: path.optional(),
  time: countsMappingSchema.shape.time,
  /** How many people: one number … */
  people: path.optional(),
  /** … or a least and a greatest, whose width becomes the reading's own standard deviation. */
  range: z.object({ low: path, high: path }).optional(),
  /** The number is multiplied by this (the market share of one operator). */
  multiplier: z.number().positive().default(1),
  /** Comes under this topic on the hub's own broker; absent: by POST. */
  topic: z.string().min(1).max(200).optional(),
};

const configSchema = z
  .object(fields)
  .refine(({ people, range }) => (people === undefined) !== (range === undefined), {
    error: 'a grid gives either `people` or a `range` of low and high',
  });
export type TelecomGridConfig = z.infer<typeof configSchema>;

/** What of the settings tells where a sample's positions are, though the datum be missing. */
const looseSchema = z.object({
  ...messageFormatFields,
  format: fields.format,
  lon: fields.lon,
  lat: fields.lat,
  records: fields.records,
  grid: z.object({ datum: telecomGridSchema.shape.datum.optional() }).optional(),
});

/**
 * People by the squares of a telecom operator's or a location service's grid: late, coarse, with a datum that must be
 * named. The squares are sensors of the site (`gridSensors`), made when the event is opened.
 */
export const telecomGrid: Adapter<TelecomGridConfig> = {
  kind: 'telecom-grid',
  config: configSchema,
  decoder(config, out) {
    const { grid, lon, lat, time, people, range, multiplier, records } = config;
    const measured = { measure: 'occupancy' as const, factor: multiplier };
    const mapping = countsMappingSchema.parse({
      position: { lon, lat, datum: grid.datum },
      values: [people === undefined ? { ...measured, range } : { ...measured, path: people }],
      ...(records === undefined ? {} : { records }),
      ...(time === undefined ? {} : { time }),
    });
    const halfM = config.anchor === 'centre' ? 0 : grid.cellM / 2;
    const sensorAt = (position: LonLat) => out.sensorAt(moved(position, halfM), 'gridCell');
    return countsDecoder({ ...config, mapping }, { ...out, sensorAt });
  },
  start(config, out) {
    const receive = this.decoder(config, out);
    if (config.topic === undefined) out.endpoint(receive);
    else out.subscribe(config.topic, receive);
    return undefined;
  },
  positions(settings, sample) {
    const read = looseSchema.safeParse(settings);
    if (!read.success) return undefined;
    const { lon, lat, records, grid } = read.data;
    const positions = readPositions(read.data, { lon, lat, records }, sample);
    return { positions, named: grid?.datum };
  },
};

/** A position moved to the north-east by as many metres each way. */
function moved([lon, lat]: LonLat, metres: number): LonLat {
  const shortened = Math.cos((lat * Math.PI) / 180);
  return [lon + metres / (METRES_PER_DEGREE * shortened), lat + metres / METRES_PER_DEGREE];
}
