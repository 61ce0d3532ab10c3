import { parseArgs } from 'node:util';
import { CROWD_MODELS, type CrowdModel } from '../../domain/session/rehearsal-state.ts';
import { type LayerOption, readLayerOption } from './layer-option.ts';

/** What `anlan serve` was asked for. */
export interface ServeOptions {
  /** A name under resources/, a folder with a site.json, or an .anlan file. */
  readonly event: string;
  readonly port: number;
  readonly mqttPort: number;
  /** Absent: what the event file is, or a rehearsal for a new one. */
  readonly source: 'live' | 'rehearsal' | undefined;
  readonly clock: 'wall' | 'feed';
  /** EVENT is an event file that is looked at again; nothing is recorded. */
  readonly replay: boolean;
  readonly eventFile: string | undefined;
  /** Whom a new rehearsal moves: shares of people on the graph of zones, or every person a body. */
  readonly model: CrowdModel;
  readonly seed: number;
  readonly speed: number;
  /** Maps to put on the map. */
  readonly layers: readonly LayerOption[];
  readonly quiet: boolean;
}

export const SERVE_USAGE = `anlan serve [EVENT] [options]
  EVENT                 a name under resources/ (default: hubin), a folder with a site.json, or an .anlan file
  --port N              port on 127.0.0.1 (default 4780; 0: any free one)
  --mqtt-port N         of the hub's own MQTT broker on 127.0.0.1, once a feed needs it (default 1883; 0: any free one)
  --replay              EVENT is an .anlan file: look at it again, and record nothing (also while another program
                        records it)
  --source live|rehearsal   (default: what the event file is, rehearsal for a new one)
  --clock wall|feed     of a live session: the machine's clock, or that of the recording fed in (default wall)
  --event-file FILE     where to record (default: a new file in the user's data folder); an existing file goes on
  --model zoneGraph|agents   of a new rehearsal: shares of people on the graph of zones, quick (default), or every
                        person a body, as fast as the machine can
  --seed N              of a rehearsal (default 20261231)
  --speed N             session seconds per second at the start of a rehearsal (default 20)
  --layer FILE#datum=D&name=N   put a map on the map (GeoJSON, KML, GPX, FlatGeobuf, PMTiles, MBTiles), once for each;
                        D is WGS84, GCJ-02 or BD-09
  --quiet               log warnings only`;

/** Reads the words of the command line; an error says which word is wrong. */
export function readServeOptions(words: readonly string[]): ServeOptions | string {
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        port: { type: 'string', default: '4780' },
        'mqtt-port': { type: 'string', default: '1883' },
        source: { type: 'string' },
        clock: { type: 'string', default: 'wall' },
        'event-file': { type: 'string' },
        model: { type: 'string', default: 'zoneGraph' },
        seed: { type: 'string', default: '20261231' },
        speed: { type: 'string', default: '20' },
        layer: { type: 'string', multiple: true, default: [] },
        replay: { type: 'boolean', default: false },
        quiet: { type: 'boolean', default: false },
      },
    });
    const [event = 'hubin', ...more] = positionals;
    if (more.length > 0) return `one EVENT at a time, not also "${more.join(' ')}"`;
    const { source, clock } = values;
    if (source !== undefined && source !== 'live' && source !== 'rehearsal') {
      return `--source is live or rehearsal, not "${source}"`;
    }
    if (clock !== 'wall' && clock !== 'feed') return `--clock is wall or feed, not "${clock}"`;
    const port = wholeNumber(values.port, 0, 65_535);
    if (port === undefined) return `--port is a number from 0 to 65535, not "${values.port}"`;
    const mqttPort = wholeNumber(values['mqtt-port'], 0, 65_535);
    if (mqttPort === undefined) {
      return `--mqtt-port is a number from 0 to 65535, not "${values['mqtt-port']}"`;
    }
    const model = CROWD_MODELS.find((one) => one === values.model);
    if (model === undefined) {
      return `--model is ${CROWD_MODELS.join(' or ')}, not "${values.model}"`;
    }
    const seed = wholeNumber(values.seed, 0, 0xffffffff);
    if (seed === undefined) return `--seed is a whole number, not "${values.seed}"`;
    const speed = Number(values.speed);
    if (!(speed >= 0.1 && speed <= 120)) {
      return `--speed is a number from 0.1 to 120, not "${values.speed}"`;
    }
    const layers: LayerOption[] = [];
    for (const text of values.layer) {
      const layer = readLayerOption(text);
      if (typeof layer === 'string') return layer;
      layers.push(layer);
    }
    const eventFile = values['event-file'];
    const { replay } = values;
    if (replay && !event.endsWith('.anlan')) return '--replay needs an .anlan file as EVENT';
    if (replay && (eventFile !== undefined || source !== undefined || layers.length > 0)) {
      return '--replay records nothing: leave --event-file, --source and --layer away';
    }
    return {
      event,
      port,
      mqttPort,
      source,
      clock,
      replay,
      eventFile,
      model,
      seed,
      speed,
      layers,
      quiet: values.quiet,
    };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function wholeNumber(text: string, least: number, most: number): number | undefined {
  const value = Number(text);
  return Number.isInteger(value) && value >= least && value <= most ? value : undefined;
}
