import { z } from 'zod';

/** A point in local metres: east, north. */
const pointSchema = z.tuple([z.number(), z.number()]).readonly();
/** Outer ring, then holes; rings need not be closed. */
const polygonSchema = z.array(z.array(pointSchema).min(3).readonly()).min(1).readonly();
const idSchema = z.string().regex(/^\S+$/, 'an id has no spaces').max(120);
/** Half-open intervals [fromS, untilS) of scenario time; without `untilS` to the end. */
const intervalsSchema = z
  .array(z.strictObject({ fromS: z.number().min(0), untilS: z.number().positive().optional() }))
  .readonly();

/** A distribution of a quantity whose unit the field's name gives. */
const distributionSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('constant'), value: z.number() }),
  z.strictObject({ kind: z.literal('uniform'), min: z.number(), max: z.number() }),
  /** Normal, cut to [min, max] by drawing again. */
  z.strictObject({
    kind: z.literal('normal'),
    mean: z.number(),
    sd: z.number().min(0),
    min: z.number(),
    max: z.number(),
  }),
  /** exp of a normal with these parameters, cut to at most `max`. */
  z.strictObject({
    kind: z.literal('lognormal'),
    mu: z.number(),
    sigma: z.number().min(0),
    max: z.number(),
  }),
]);

/**
 * Ground whose speed differs from the level. `up` is the horizontal direction in which a stair or ramp rises; a
 * person's speed is multiplied by `upFactor`, `downFactor` or (across, and where nothing rises) `factor`, blended by
 * the direction walked.
 */
const surfaceSchema = z.strictObject({
  kind: z.enum(['stairs', 'ramp', 'narrow']),
  polygon: polygonSchema,
  up: pointSchema.optional(),
  upFactor: z.number().gt(0).max(1.5).default(1),
  downFactor: z.number().gt(0).max(1.5).default(1),
  factor: z.number().gt(0).max(1.5).default(1),
});

/** A door or movable obstacle: its polygon is not walkable while closed. */
const doorSchema = z.strictObject({
  id: idSchema,
  polygon: polygonSchema,
  closed: intervalsSchema,
});

/** Where people go: an exit takes them out of the scenario, a waypoint sends them on along their route. */
const destinationSchema = z.strictObject({
  id: idSchema,
  kind: z.enum(['exit', 'waypoint']),
  polygon: polygonSchema,
  /** Most people an exit takes in a second; absent: no limit but the ground's. */
  capacityPerS: z.number().positive().optional(),
  /** While closed nobody is taken and people choose again among what is open. */
  closed: intervalsSchema.default([]),
});

/** How a person picks where to go. */
const routeSchema = z.discriminatedUnion('kind', [
  /** The destinations one after the other; `repeat` begins again at the first (a ring). */
  z.strictObject({
    kind: z.literal('sequence'),
    destinations: z.array(idSchema).min(1).readonly(),
    repeat: z.boolean().default(false),
  }),
  /** One of several, by share. */
  z.strictObject({
    kind: z.literal('shares'),
    shares: z
      .array(z.strictObject({ destination: idSchema, share: z.number().min(0) }))
      .min(1)
      .readonly(),
  }),
  /** The nearest open one on foot; `congestionAware`: that share of people re-plans by Hughes' travel time. */
  z.strictObject({
    kind: z.literal('nearest'),
    destinations: z.array(idSchema).min(1).readonly(),
    congestionAware: z.number().min(0).max(1).default(0),
  }),
]);

const groupSchema = z.strictObject({
  id: idSchema,
  /** Where people appear; a place is taken only when there is room, else they wait outside in order. */
  area: polygonSchema,
  /** `count` people at the start, or arrivals along a curve of people per second. */
  people: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('count'), count: z.number().int().min(0).max(400_000) }),
    /** Exact starting points, one person each. */
    z.strictObject({ kind: z.literal('places'), places: z.array(pointSchema).readonly() }),
    /** Piecewise linear rate between the knots. */
    z.strictObject({
      kind: z.literal('arrivals'),
      curve: z
        .array(z.strictObject({ atS: z.number().min(0), perS: z.number().min(0) }))
        .min(2)
        .readonly(),
    }),
  ]),
  /** Free speed in m/s; absent: by age (Weidmann 1993), ages as given or 18-75 uniform. */
  freeSpeedMps: distributionSchema.optional(),
  ageYears: distributionSchema.optional(),
  /** Absent: the parameter set's. */
  radiusM: distributionSchema.optional(),
  preMovementS: distributionSchema.default({ kind: 'constant', value: 0 }),
  route: routeSchema,
});

/** A scenario for the microscopic simulator, in local metres; people are created only by it and its commands. */
export const scenarioSchema = z.strictObject({
  format: z.literal('anlan-scenario'),
  version: z.literal(1),
  name: z.string().min(1),
  /** Longitude and latitude (WGS84) of the local origin, where the scenario lies on the earth. */
  origin: z.tuple([z.number(), z.number()]).readonly().optional(),
  durationS: z.number().positive(),
  /** Width of the ground's cells; walls are exact to a fraction of it. */
  cellM: z.number().min(0.05).max(1).default(0.25),
  walkable: z.array(polygonSchema).min(1).readonly(),
  obstacles: z.array(polygonSchema).default([]).readonly(),
  surfaces: z.array(surfaceSchema).default([]).readonly(),
  doors: z.array(doorSchema).default([]).readonly(),
  destinations: z.array(destinationSchema).min(1).readonly(),
  groups: z.array(groupSchema).readonly(),
});

export type Scenario = z.infer<typeof scenarioSchema>;
/** A scenario as written, defaults not filled in. */
export type ScenarioInput = z.input<typeof scenarioSchema>;
export type ScenarioGroup = Scenario['groups'][number];
export type ScenarioDestination = Scenario['destinations'][number];
export type ScenarioRoute = ScenarioGroup['route'];
export type Distribution = z.infer<typeof distributionSchema>;
