import { z } from 'zod';

const pointSchema = z.object({ x: z.number(), y: z.number() });
const rectangleSchema = pointSchema.extend({
  width: z.number().positive(),
  height: z.number().positive(),
});

const vadereShapeSchema = z.discriminatedUnion('type', [
  rectangleSchema.extend({ type: z.literal('RECTANGLE') }),
  z.object({ type: z.literal('POLYGON'), points: z.array(pointSchema).min(3) }),
  z.object({ type: z.literal('CIRCLE'), center: pointSchema, radius: z.number().positive() }),
]);

const agentSchema = z.object({
  radius: z.number().positive(),
  speedDistributionMean: z.number().positive(),
  speedDistributionStandardDeviation: z.number().min(0),
  minimumSpeed: z.number().min(0),
  maximumSpeed: z.number().positive(),
});

/** Times between events of a source; the type is the class name of Vadere. */
const spawnerSchema = z.object({
  type: z.string(),
  constraintsElementsMax: z.number().int().default(-1),
  constraintsTimeStart: z.number().min(0).default(0),
  constraintsTimeEnd: z.number().min(0).default(0),
  eventElementCount: z.number().int().min(0).optional(),
  eventElement: agentSchema.nullish(),
  distribution: z
    .looseObject({
      type: z.string(),
      updateFrequency: z.number().positive().optional(),
      numberPedsPerSecond: z.number().min(0).optional(),
      mean: z.number().positive().optional(),
      intervalLength: z.number().positive().optional(),
      spawnsPerInterval: z.array(z.number().int().min(0)).optional(),
    })
    .nullish(),
});

const sourceSchema = z.object({
  id: z.number().int(),
  shape: vadereShapeSchema,
  targetIds: z.array(z.number().int()),
  spawner: spawnerSchema.optional(),
  groupSizeDistribution: z.array(z.number().min(0)).default([1]),
});

const targetSchema = z.object({
  id: z.number().int(),
  shape: vadereShapeSchema,
  absorber: z.object({ enabled: z.boolean() }).optional(),
  waiter: z.object({ enabled: z.boolean() }).optional(),
  leavingSpeed: z.number().default(-1),
});

const personSchema = z.object({
  attributes: agentSchema.extend({ id: z.number().int() }),
  position: pointSchema,
  targetIds: z.array(z.number().int()),
  freeFlowSpeed: z.number().positive(),
  type: z.string(),
});

const referenceSchema = z.object({
  epsgCode: z.string(),
  description: z.string().nullish(),
  translation: pointSchema,
});

/** The parts of a Vadere scenario (`.scenario`, releases 2.3 and later) that say who walks where. */
export const vadereDocumentSchema = z.object({
  name: z.string().min(1),
  release: z.string().optional(),
  scenario: z.object({
    mainModel: z.string().nullish(),
    attributesSimulation: z.object({
      finishTime: z.number().positive(),
      useFixedSeed: z.boolean().optional(),
      fixedSeed: z.number().optional(),
    }),
    attributesPsychology: z.object({ usePsychologyLayer: z.boolean() }).optional(),
    topography: z.object({
      attributes: z.object({
        bounds: rectangleSchema,
        boundingBoxWidth: z.number().min(0),
        bounded: z.boolean(),
        referenceCoordinateSystem: referenceSchema.nullish(),
      }),
      obstacles: z.array(z.object({ shape: vadereShapeSchema })).default([]),
      measurementAreas: z.array(z.unknown()).default([]),
      stairs: z
        .array(z.object({ shape: vadereShapeSchema, upwardDirection: pointSchema }))
        .default([]),
      targets: z.array(targetSchema).default([]),
      targetChangers: z.array(z.unknown()).default([]),
      absorbingAreas: z.array(z.unknown()).default([]),
      aerosolClouds: z.array(z.unknown()).default([]),
      droplets: z.array(z.unknown()).default([]),
      sources: z.array(sourceSchema).default([]),
      dynamicElements: z.array(personSchema).default([]),
      attributesPedestrian: agentSchema,
      teleporter: z.unknown().optional(),
    }),
    stimulusInfos: z.array(z.unknown()).nullish(),
  }),
});

export type VadereDocument = z.infer<typeof vadereDocumentSchema>;
export type VadereTopography = VadereDocument['scenario']['topography'];
export type VadereShape = z.infer<typeof vadereShapeSchema>;
export type VadereSource = z.infer<typeof sourceSchema>;
export type VadereAgent = z.infer<typeof agentSchema>;
export type VadereReference = z.infer<typeof referenceSchema>;
