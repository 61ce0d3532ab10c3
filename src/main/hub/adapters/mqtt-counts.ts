import { z } from 'zod';
import type { Adapter, RawMessage } from './adapter.ts';
import { countsDecoder, countsFields } from './counts-decoder.ts';
import { openMqttLink, outsideBrokerSchema } from './mqtt-link.ts';
import { SenderStates } from './sender-states.ts';
import { isTopicFilter, meansTopic } from './topic-filter.ts';

/** Of many senders that are away this many are named. */
const MAX_NAMED = 5;

const topicSchema = z.string().refine(isTopicFilter, 'not an MQTT topic filter');
const wordsSchema = z.array(z.string().min(1).max(200)).min(1);

const configSchema = z
  .object({
    /** The hub's own broker, or one elsewhere. */
    broker: z.union([z.literal('embedded'), outsideBrokerSchema]).default('embedded'),
    topic: topicSchema,
    /** Under which senders, or their last wills, say whether they are there. */
    statusTopic: topicSchema.optional(),
    /** Payloads under the status topic, whatever their case. */
    statusWords: z
      .object({
        offline: wordsSchema.default(['offline']),
        online: wordsSchema.default(['online']),
      })
      .prefault({}),
    ...countsFields,
  })
  .refine(({ topic, statusTopic }) => topic !== statusTopic, {
    error: 'counts and status need topics of their own',
    path: ['statusTopic'],
  });
export type MqttCountsConfig = z.infer<typeof configSchema>;

/**
 * People counts from an MQTT broker, at QoS 1: a message is acknowledged when it is on disk. A sender's last will
 * is shown as the feed's connection: down when all that ever said something of themselves are away.
 */
export const mqttCounts: Adapter<MqttCountsConfig> = {
  kind: 'mqtt-counts',
  config: configSchema,
  decoder: (config, out) => countsDecoder(config, out, (from) => from),
  start(config, out, signal) {
    const decode = this.decoder(config, out);
    const senders = new SenderStates(config.statusWords);
    const { broker, topic, statusTopic } = config;
    let link: { readonly state: 'up' | 'down'; readonly words: string } = {
      state: 'up',
      words: "the hub's own broker",
    };
    const show = () => {
      const { offline } = senders;
      if (link.state === 'down' || offline.length === 0) out.connection(link.state, link.words);
      else {
        const more = offline.length > MAX_NAMED ? ` and ${offline.length - MAX_NAMED} more` : '';
        const named = `${offline.slice(0, MAX_NAMED).join(', ')}${more}`;
        out.connection(senders.allOffline ? 'down' : 'up', `${link.words}; offline: ${named}`);
      }
    };
    const takeStatus = (raw: RawMessage) => {
      if (senders.take(raw.from ?? '', raw.bytes)) show();
      else out.fail(`status under ${raw.from} is none of the words for offline or online`, raw);
    };
    const takeCounts = async (raw: RawMessage) => {
      if (senders.heard()) show();
      return await decode(raw);
    };

    if (broker === 'embedded') {
      out.subscribe(topic, async (raw) =>
        isStatus(config, raw.from) ? ACKNOWLEDGED : await takeCounts(raw),
      );
      if (statusTopic !== undefined) {
        out.subscribe(statusTopic, async (raw) => {
          takeStatus(raw);
          return ACKNOWLEDGED;
        });
      }
      return undefined;
    }
    openMqttLink(
      broker,
      statusTopic === undefined ? [topic] : [topic, statusTopic],
      {
        async take(raw) {
          if (!isStatus(config, raw.from)) return (await takeCounts(raw)).committed;
          takeStatus(raw);
          return true;
        },
        state(state, words) {
          link = { state, words };
          show();
        },
      },
      signal,
    );
    return undefined;
  },
};

/** Nothing of it is recorded, so there is nothing to wait for. */
const ACKNOWLEDGED = { accepted: 0, duplicate: 0, late: 0, refused: [], committed: true } as const;

/** Where both filters mean a topic, it is a status. */
function isStatus({ statusTopic }: MqttCountsConfig, topic: string | undefined): boolean {
  return statusTopic !== undefined && topic !== undefined && meansTopic(statusTopic, topic);
}
