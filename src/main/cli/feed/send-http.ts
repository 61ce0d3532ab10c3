import { z } from 'zod';
import { askHub } from './hub-request.ts';
import { untilTaken, type Way } from './way.ts';

const receiptSchema = z.object({
  accepted: z.number(),
  duplicate: z.number(),
  late: z.number(),
  refused: z.array(z.unknown()),
});

/** Posts every message to a feed; the next goes out when the hub has committed the one before. */
export function sendHttp(url: string, signal: AbortSignal): Way {
  return {
    async send(bytes) {
      const { value, repeats } = await untilTaken(() => askHub('POST', url, bytes), signal);
      const receipt = receiptSchema.safeParse(value.json);
      if (!receipt.success) throw new Error(`${url} answered as no feed of a hub does`);
      return { receipt: receipt.data, repeats };
    },
    async close() {},
  };
}
