import type { Adapter } from './adapter.ts';
import { httpCounts } from './http-counts.ts';
import { mavlinkJson } from './mavlink-json.ts';

/** Every kind of feed the hub can plug in, by the name that configuration uses. */
export const ADAPTERS: Readonly<Record<string, Adapter<unknown>>> = Object.fromEntries(
  [httpCounts, mavlinkJson].map((adapter) => [adapter.kind, adapter as Adapter<unknown>]),
);
