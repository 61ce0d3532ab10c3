import { z } from 'zod';
import type { Adapter } from './adapter.ts';
import { type CountsConfig, countsDecoder, countsFields } from './counts-decoder.ts';

/** People counts posted as JSON, XML or CSV; a mapping says what they mean. */
export const httpCounts: Adapter<CountsConfig> = {
  kind: 'http-counts',
  config: z.object(countsFields),
  decoder: (config, out) => countsDecoder(config, out),
  start(config, out) {
    out.endpoint(this.decoder(config, out));
    return undefined;
  },
};
