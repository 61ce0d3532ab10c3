import { z } from 'zod';
import type { DroneId } from '../../../domain/base/ids.ts';
import { droneReport } from '../../../domain/forces/mavlink-position.ts';
import { type Adapter, NOTHING_DECODED, unreadable } from './adapter.ts';

const reportSchema = z.object({
  sysid: z.number().int().min(1).max(255),
  callsign: z.string().min(1).max(64),
  time: z.iso.datetime({ offset: true }),
  lat: z.number().int().min(-900_000_000).max(900_000_000),
  lon: z.number().int().min(-1_800_000_000).max(1_800_000_000),
  relative_alt: z.number().int(),
  vx: z.number().int(),
  vy: z.number().int(),
  hdg: z.number().int().min(0).max(65_535),
  battery_remaining: z.number().int().min(-1).max(100),
  task: z.string().max(64).optional(),
});

const messageSchema = z.union([reportSchema.transform((one) => [one]), z.array(reportSchema)]);

/** Drone positions as JSON with MAVLink's field names and integers (GLOBAL_POSITION_INT, SYS_STATUS). */
export const mavlinkJson: Adapter<Record<string, never>> = {
  kind: 'mavlink-json',
  config: z.object({}).strict(),
  decoder(_config, out) {
    return async (raw) => {
      const message = parse(raw.bytes);
      if (!message.success) {
        const reason = `drone report: ${message.reason}`;
        out.fail(reason, raw);
        return unreadable(reason);
      }
      const drones = message.reports.flatMap((report) => {
        const drone = droneReport(
          `drone-${report.sysid}` as DroneId,
          report.callsign,
          Date.parse(report.time),
          {
            lat: report.lat,
            lon: report.lon,
            relativeAlt: report.relative_alt,
            vx: report.vx,
            vy: report.vy,
            hdg: report.hdg,
          },
          {
            batteryPct: report.battery_remaining,
            ...(report.task === undefined ? {} : { task: report.task }),
          },
        );
        return drone ? [drone] : [];
      });
      return await out.deliver({ ...NOTHING_DECODED, drones }, raw);
    };
  },
  start(config, out) {
    out.endpoint(this.decoder(config, out));
    return undefined;
  },
};

type Parsed =
  | { readonly success: true; readonly reports: readonly z.infer<typeof reportSchema>[] }
  | { readonly success: false; readonly reason: string };

function parse(body: Uint8Array): Parsed {
  try {
    const result = messageSchema.safeParse(JSON.parse(new TextDecoder().decode(body)));
    if (result.success) return { success: true, reports: result.data };
    const [issue] = result.error.issues;
    return {
      success: false,
      reason: `${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`.trim(),
    };
  } catch (error) {
    return { success: false, reason: error instanceof Error ? error.message : String(error) };
  }
}
