import { z } from 'zod';
import { type DecoderOut, NOTHING_DECODED, type Receive, unreadable } from './adapter.ts';
import { compileMapping } from './counts-mapping.ts';
import { countsMappingSchema } from './counts-mapping-schema.ts';
import { messageFormatFields, messageReader } from './message-format.ts';

/** What the settings of every feed of people counts have: how its bytes are read, and what they mean. */
export const countsFields = { ...messageFormatFields, mapping: countsMappingSchema };
const countsSchema = z.object(countsFields);
export type CountsConfig = z.infer<typeof countsSchema>;

/** Takes in people counts; `topicOf` gives the topic of a message where its feed has topics. */
export function countsDecoder(
  config: CountsConfig,
  out: DecoderOut,
  topicOf: (from: string | undefined) => string | undefined = () => undefined,
): Receive {
  const mapping = compileMapping(config.mapping, out.sensorAt);
  const read = messageReader(config);
  return async (raw) => {
    let message: unknown;
    try {
      message = read(raw.bytes);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      out.fail(reason, raw);
      return unreadable(reason);
    }
    const { readings, refusals, others } = mapping.read(message, topicOf(raw.from));
    if (others > 0 && readings.length + refusals.length === 0) {
      out.unknown(raw);
      return { accepted: 0, duplicate: 0, late: 0, refused: [], committed: true };
    }
    return await out.deliver({ ...NOTHING_DECODED, readings, refusals }, raw);
  };
}
