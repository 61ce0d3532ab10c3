import { z } from 'zod';
import type { Adapter } from './adapter.ts';
import { NOTHING_DECODED } from './adapter.ts';
import { compileMapping, countsMappingSchema } from './counts-mapping.ts';

const configSchema = z.object({ mapping: countsMappingSchema });
export type HttpCountsConfig = z.infer<typeof configSchema>;

/** People counts posted as JSON; a mapping says what they mean. */
export const httpCounts: Adapter<HttpCountsConfig> = {
  kind: 'http-counts',
  config: configSchema,
  start(config, out) {
    const mapping = compileMapping(config.mapping, out.sensorAt);
    const decoder = new TextDecoder('utf-8', { fatal: true });
    out.endpoint(async (body) => {
      let message: unknown;
      try {
        message = JSON.parse(decoder.decode(body));
      } catch (error) {
        const reason = `message is not JSON: ${error instanceof Error ? error.message : String(error)}`;
        out.fail(reason);
        return { accepted: 0, duplicate: 0, late: 0, refused: [{ reason }], committed: true };
      }
      return await out.deliver({ ...NOTHING_DECODED, ...mapping.read(message) });
    });
  },
};
