import { z } from 'zod';

/** Kinds of messages that a gateway sends and this hub reads (DJI Cloud API, "Topic definition"). */
export const DJI_TOPICS = ['osd', 'state', 'services_reply', 'events'] as const;
export type DjiTopic = (typeof DJI_TOPICS)[number];

/** The topic filters under which gateways publish them. */
export const DJI_FILTERS: readonly string[] = DJI_TOPICS.map((kind) => `thing/product/+/${kind}`);

/** Whose message it is and of which kind; undefined for any other topic. */
export function readTopic(
  topic: string,
): { readonly serial: string; readonly kind: DjiTopic } | undefined {
  const found = /^thing\/product\/([A-Za-z0-9_-]{1,64})\/([a-z_]+)$/.exec(topic);
  const kind = DJI_TOPICS.find((one) => one === found?.[2]);
  return found?.[1] !== undefined && kind ? { serial: found[1], kind } : undefined;
}

/** What every message is wrapped in. `tid` names one exchange, `bid` the business that may take several. */
export const envelopeSchema = z.object({
  tid: z.string().max(200),
  bid: z.string().max(200),
  /** Milliseconds since 1970. */
  timestamp: z.number().int().min(0).max(8.64e15).optional(),
  /** Serial number of the dock or remote control through which it comes. */
  gateway: z.string().min(1).max(64).optional(),
  method: z.string().max(200).optional(),
  need_reply: z.number().optional(),
  data: z.record(z.string(), z.unknown()),
});
export type Envelope = z.infer<typeof envelopeSchema>;

const longitude = z.number().min(-180).max(180);
const latitude = z.number().min(-90).max(90);

/** What of an aircraft's properties is of use; a gateway's own message has none of them that count. */
export const aircraftSchema = z.object({
  longitude: longitude.optional(),
  latitude: latitude.optional(),
  /** Metres above the take-off point; `height` is above the ellipsoid. */
  elevation: z.number().optional(),
  /** Degrees, -180 … 180 from true north. */
  attitude_head: z.number().optional(),
  horizontal_speed: z.number().optional(),
  mode_code: z.number().int().optional(),
  home_longitude: longitude.optional(),
  home_latitude: latitude.optional(),
  battery: z.object({ capacity_percent: z.number().min(0).max(100).optional() }).optional(),
  position_state: z
    .object({ gps_number: z.number().optional(), rtk_number: z.number().optional() })
    .optional(),
  psdk_widget_values: z
    .array(
      z.object({
        psdk_index: z.number().int().min(0).max(255),
        speaker: z.object({ system_state: z.number().int().optional() }).optional(),
      }),
    )
    .optional(),
});
export type Aircraft = z.infer<typeof aircraftSchema>;

/** `data` of a services_reply; a result other than 0 is an error. */
export const replySchema = z.object({ result: z.number().int() });

/** `data` of speaker_tts_play_start_progress and speaker_audio_play_start_progress. */
export const speakerProgressSchema = z.object({
  result: z.number().int(),
  output: z.object({
    psdk_index: z.number().int(),
    /** `in_progress` and `ok` in the tables of the documentation, `success` in its example. */
    status: z.string().max(64),
    md5: z.string().max(64),
    progress: z
      .object({
        percent: z.number().min(0).max(100).optional(),
        step_key: z.string().max(64).optional(),
      })
      .optional(),
  }),
});
export type SpeakerProgress = z.infer<typeof speakerProgressSchema>;

/** Methods of events that tell how far a loudspeaker has come. */
export const SPEAKER_EVENTS: ReadonlySet<string> = new Set([
  'speaker_tts_play_start_progress',
  'speaker_audio_play_start_progress',
]);

/** Aircraft states (property mode_code), by number. */
const MODES: readonly string[] = [
  'standby',
  'takeoff preparation',
  'takeoff preparation completed',
  'manual flight',
  'automatic takeoff',
  'wayline flight',
  'panoramic photography',
  'intelligent tracking',
  'ADS-B avoidance',
  'returning home',
  'automatic landing',
  'forced landing',
  'three-blade landing',
  'upgrading',
  'not connected',
  'APAS',
  'virtual stick',
  'live flight controls',
  'RTK fixing',
  'dock address selecting',
  'POI orbit',
];

/** The aircraft's state in the documentation's words. */
export function modeOf(code: number | undefined): string | undefined {
  return code === undefined ? undefined : MODES[code];
}
