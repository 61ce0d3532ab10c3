import type { Adapter } from './adapter.ts';
import { cot } from './cot.ts';
import { djiCloud } from './dji-cloud.ts';
import { httpCounts } from './http-counts.ts';
import { mavlink } from './mavlink.ts';
import { mavlinkJson } from './mavlink-json.ts';
import { mqttCounts } from './mqtt-counts.ts';
import { telecomGrid } from './telecom-grid.ts';

/** Every kind of feed the hub can plug in, by the name that configuration uses. */
export const ADAPTERS: Readonly<Record<string, Adapter<unknown>>> = Object.fromEntries(
  [httpCounts, mqttCounts, mavlinkJson, mavlink, djiCloud, cot, telecomGrid].map((adapter) => [
    adapter.kind,
    adapter as Adapter<unknown>,
  ]),
);
