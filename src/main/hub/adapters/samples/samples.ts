import type { AdapterSample } from './adapter-sample.ts';
import { cotSample } from './cot.sample.ts';
import { djiCloudSample } from './dji-cloud.sample.ts';
import { httpCountsSample } from './http-counts.sample.ts';
import { mavlinkJsonSample } from './mavlink-json.sample.ts';
import { mavlinkUdpSample } from './mavlink-udp.sample.ts';
import { mqttCountsSample } from './mqtt-counts.sample.ts';
import { telecomGridSample } from './telecom-grid.sample.ts';

/** A sample of every adapter of the registry: one without fails the contract suite. */
export const SAMPLES: readonly AdapterSample[] = [
  httpCountsSample,
  mqttCountsSample,
  mavlinkJsonSample,
  mavlinkUdpSample,
  djiCloudSample,
  cotSample,
  telecomGridSample,
];
