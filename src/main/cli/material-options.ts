import { parseArgs } from 'node:util';
import { SURFACES, type Surface } from '../../domain/crowd/surface.ts';
import { DATUMS, type Datum } from '../../domain/geo/datum.ts';
import { RINGS, type RingName } from '../../domain/site/site.ts';

/** The lists of a site document that features of a map can become. */
export const MATERIALS = ['streets', 'openGround', 'obstacles', 'zones', 'hotSpots'] as const;
export type Material = (typeof MATERIALS)[number];

/** What `anlan material` was asked for. What a feature says of itself goes before what is said for all of them. */
export interface MaterialOptions {
  readonly file: string;
  readonly datum: Datum;
  readonly as: Material;
  /** The site document. */
  readonly into: string;
  /** Absent: `into` itself. */
  readonly out: string | undefined;
  /** Properties that a feature must have to be taken. */
  readonly where: readonly { readonly key: string; readonly value: string }[];
  readonly widthM: number | undefined;
  readonly kind: string | undefined;
  readonly surface: Surface;
  readonly ring: RingName | undefined;
  readonly parent: string | undefined;
  readonly designDensityPerM2: number | undefined;
  readonly alertPeople: number | undefined;
}

export const MATERIAL_USAGE = `anlan material FILE --datum D --as LIST --into SITE.json [options]
  FILE                  GeoJSON, KML, GPX or FlatGeobuf
  --datum D             WGS84, GCJ-02 or BD-09: what FILE is in
  --as LIST             streets, openGround, obstacles, zones or hotSpots: what its features become
  --into SITE.json      the site document that they are added to
  --out FILE            where to write the result (default: SITE.json itself)
  --where KEY=VALUE     only features with this property; may be given several times
  --width M             clear width of streets that have no property "width"
  --kind KIND           of open ground (promenade, plaza, park, concourse) or obstacles (block, water, planting,
                        structure) that have no such property "kind"
  --surface S           walkway, stairs or queue (default walkway)
  --ring RING           of zones: core, control or diversion
  --parent ZONE         of zones: the zone around them
  --design-density D    of zones: ped/m² at which they count as full
  --alert-people N      of hot-spots: their alert value

  Names come from name:zh, name:en and name; ids are made of them.`;

/** Reads the words of the command line; an error says which word is wrong. */
export function readMaterialOptions(words: readonly string[]): MaterialOptions | string {
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        datum: { type: 'string' },
        as: { type: 'string' },
        into: { type: 'string' },
        out: { type: 'string' },
        where: { type: 'string', multiple: true, default: [] },
        width: { type: 'string' },
        kind: { type: 'string' },
        surface: { type: 'string', default: 'walkway' },
        ring: { type: 'string' },
        parent: { type: 'string' },
        'design-density': { type: 'string' },
        'alert-people': { type: 'string' },
      },
    });
    const [file, ...more] = positionals;
    if (file === undefined || more.length > 0) return 'name one map FILE';
    if (values.into === undefined) return '--into names the site document';
    return {
      file,
      into: values.into,
      out: values.out,
      datum: oneOf('datum', values.datum, DATUMS),
      as: oneOf('as', values.as, MATERIALS),
      where: values.where.map(condition),
      widthM: positive('width', values.width),
      kind: values.kind,
      surface: oneOf('surface', values.surface, SURFACES),
      ring: values.ring === undefined ? undefined : oneOf('ring', values.ring, RINGS),
      parent: values.parent,
      designDensityPerM2: positive('design-density', values['design-density']),
      alertPeople: positive('alert-people', values['alert-people']),
    };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function condition(text: string): { readonly key: string; readonly value: string } {
  const equals = text.indexOf('=');
  if (equals < 1) throw new Error(`--where is KEY=VALUE, not "${text}"`);
  return { key: text.slice(0, equals), value: text.slice(equals + 1) };
}

function oneOf<T extends string>(name: string, text: string | undefined, all: readonly T[]): T {
  const found = all.find((each) => each === text);
  if (found !== undefined) return found;
  const said = text === undefined ? 'must be given' : `is not "${text}"`;
  throw new Error(`--${name} ${said}: ${all.join(', ')}`);
}

function positive(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!(value > 0 && Number.isFinite(value))) {
    throw new Error(`--${name} is a number above 0, not "${text}"`);
  }
  return value;
}
