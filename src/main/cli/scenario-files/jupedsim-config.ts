import { z } from 'zod';

const polygonSchema = z.array(z.tuple([z.number(), z.number()])).min(3);
const areaSchema = z.object({ coordinates: polygonSchema });

const parametersSchema = z.object({
  number: z.number().int().min(0).default(0),
  initial_number: z.number().int().min(0).default(0),
  radius: z.number().positive().default(0.2),
  radius_distribution: z.string().nullish(),
  radius_std: z.number().min(0).nullish(),
  v0: z.number().positive().optional(),
  desired_speed: z.number().positive().optional(),
  v0_distribution: z.string().nullish(),
  desired_speed_distribution: z.string().nullish(),
  v0_std: z.number().min(0).nullish(),
  desired_speed_std: z.number().min(0).nullish(),
  distribution_mode: z.string().nullish(),
  use_flow_spawning: z.boolean().nullish(),
  flow_start_time: z.number().min(0).nullish(),
  flow_end_time: z.number().min(0).nullish(),
  flow_schedule: z
    .array(
      z.object({
        flow_start_time: z.number().min(0).optional(),
        start_time_s: z.number().min(0).optional(),
        flow_end_time: z.number().min(0).optional(),
        end_time_s: z.number().min(0).optional(),
        number: z.number().int().positive().optional(),
        sim_count: z.number().int().positive().optional(),
      }),
    )
    .nullish(),
  use_premovement: z.boolean().nullish(),
  premovement_distribution: z.string().nullish(),
  premovement_param_a: z.number().nullish(),
  premovement_param_b: z.number().nullish(),
});

const distributionSchema = areaSchema.extend({
  parameters: parametersSchema.prefault({}),
  journey_weights: z
    .array(z.object({ journey_id: z.string(), weight: z.number().min(0) }))
    .nullish(),
});

const exitSchema = areaSchema.extend({
  enable_throughput_throttling: z.boolean().nullish(),
  max_throughput: z.number().min(0).nullish(),
});

const checkpointSchema = exitSchema.extend({
  waiting_time: z.number().min(0).nullish(),
  speed_factor: z.number().min(0).nullish(),
});

/** `config.json` of a scenario that JuPedSim's web editor saves (project version 2). */
export const jupedsimConfigSchema = z.object({
  config: z
    .object({
      simulation_settings: z
        .object({
          simulationParams: z
            .object({
              max_simulation_time: z.number().positive().nullish(),
              model_type: z.string().nullish(),
            })
            .nullish(),
          baseSeed: z.number().nullish(),
        })
        .nullish(),
    })
    .nullish(),
  exits: z.record(z.string(), exitSchema),
  distributions: z.record(z.string(), distributionSchema),
  checkpoints: z.record(z.string(), checkpointSchema).nullish(),
  waiting_polygons: z.record(z.string(), checkpointSchema).nullish(),
  zones: z
    .record(z.string(), areaSchema.extend({ speed_factor: z.number().min(0).nullish() }))
    .nullish(),
  obstacles: z.record(z.string(), areaSchema).nullish(),
  journeys: z.array(z.unknown()).nullish(),
  journeys_v2: z
    .array(z.object({ id: z.string(), sequence: z.array(z.string()).min(1) }))
    .nullish(),
});

export type JupedsimConfig = z.infer<typeof jupedsimConfigSchema>;
export type JupedsimDistribution = JupedsimConfig['distributions'][string];
export type JupedsimParameters = JupedsimDistribution['parameters'];
