import { z } from 'zod';
import type { Adapter } from './adapter.ts';
import { NOTHING_DECODED, unreadable } from './adapter.ts';
import { compileMapping, countsMappingSchema } from './counts-mapping.ts';

const configSchema = z.object({ mapping: countsMappingSchema });
export type HttpCountsConfig = z.infer<typeof configSchema>;

/** People counts posted as JSON; a mapping says what they mean. */
export const httpCounts: Adapter<HttpCountsConfig> = {
  kind: 'http-counts',
  config: configSchema,
  decoder(config, out) {
    const mapping = compileMapping(config.mapping, out.sensorAt);
    const decoder = new TextDecoder('utf-8', { fatal: true });
    return async (raw) => {
      let message: unknown;
      try {
        message = JSON.parse(decoder.decode(raw.bytes));
      } catch (error) {
        const reason = `message is not JSON: ${error instanceof Error ? error.message : String(error)}`;
        out.fail(reason, raw);
        return unreadable(reason);
      }
      return await out.deliver({ ...NOTHING_DECODED, ...mapping.read(message) }, raw);
    };
  },
  start(config, out) {
    out.endpoint(this.decoder(config, out));
    return undefined;
  },
};
