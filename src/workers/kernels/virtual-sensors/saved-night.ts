import { deserialize, serialize } from 'node:v8';
import { hash53 } from '../../../domain/base/hash.ts';
import type { NightScript } from '../../../domain/plan/night-script.ts';
import type { CrowdModel } from '../../../domain/session/rehearsal-state.ts';
import type { Site } from '../../../domain/site/site.ts';
import type { CheckpointCommand } from '../../rehearse-port.ts';
import type { SavedFlight } from './drone-flight.ts';
import type { SensorArray } from './sensor-array.ts';
import type { SavedTelecom } from './telecom-sender.ts';
import type { SavedWalk } from './unit-walk.ts';

/** Raised with every change of what is saved; other versions are not read. */
const VERSION = 1;

/** A rehearsed night at one second. */
export interface SavedNight {
  readonly people: unknown;
  readonly sensors: ReturnType<SensorArray['save']>;
  readonly drones: readonly SavedFlight[];
  readonly units: readonly SavedWalk[];
  readonly telecoms: readonly SavedTelecom[];
  readonly pending: readonly CheckpointCommand[];
  /** Of the run so far, where figures are kept. */
  readonly figures: string | undefined;
}

interface Packed extends SavedNight {
  readonly format: 'anlan-saved-night';
  readonly version: number;
  readonly fingerprint: string;
}

/** Tells nights apart that a saved one cannot go on as. */
export function fingerprintOf(
  site: Site,
  script: NightScript,
  seed: number,
  model: CrowdModel,
): string {
  return `${model} ${seed} ${hash53(JSON.stringify(site))} ${hash53(JSON.stringify(script))}`;
}

export function packNight(fingerprint: string, saved: SavedNight): Uint8Array {
  const packed: Packed = { format: 'anlan-saved-night', version: VERSION, fingerprint, ...saved };
  return new Uint8Array(serialize(packed));
}

/** Reads a saved night back; throws in words when it is none, or of another site, script, seed or model. */
export function unpackNight(bytes: Uint8Array, fingerprint: string): SavedNight {
  let read: Partial<Packed> | undefined;
  try {
    read = deserialize(bytes);
  } catch {
    read = undefined;
  }
  if (read?.format !== 'anlan-saved-night') {
    throw new Error('saved night: these bytes are not a saved night');
  }
  if (read.version !== VERSION) {
    throw new Error(
      `saved night: version ${read.version} is not ${VERSION}: run it from its start`,
    );
  }
  if (read.fingerprint !== fingerprint) {
    throw new Error('saved night: it is of another site, script, seed or model');
  }
  return read as Packed;
}
