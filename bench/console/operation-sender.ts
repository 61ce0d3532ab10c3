import type { HubProcess } from '../../test/hub/hub-process.ts';
import { at, DRONES, GROUND_M, PEOPLE, UNITS } from './full-operation.ts';

const ZONES = 60;
/** Drones report with every beat, the rest once a second. */
const BEATS_A_SECOND = 5;
const UNIT_TYPE = 'a-f-G-U-C';

/** Sends what a full operation sends, in real time: counts and units once a second, drones five times. */
export class OperationSender {
  readonly #hub: HubProcess;
  readonly #timer: NodeJS.Timeout;
  #beat = 0;
  #sending: Promise<void> = Promise.resolve();
  #isSending = false;
  #countedAt = -BEATS_A_SECOND;
  /** Messages that the hub did not take. */
  refused = 0;

  constructor(hub: HubProcess) {
    this.#hub = hub;
    this.#timer = setInterval(() => {
      const beat = this.#beat++;
      // On a machine that cannot follow, beats are left out: a queue of them would never be worked off.
      if (this.#isSending) return;
      this.#isSending = true;
      this.#sending = this.#send(beat)
        .catch(() => this.#refuse())
        .finally(() => {
          this.#isSending = false;
        });
    }, 1_000 / BEATS_A_SECOND);
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#sending;
  }

  #refuse(): void {
    this.refused += 1;
  }

  async #send(beat: number): Promise<void> {
    const time = new Date().toISOString();
    await this.#post('drones', JSON.stringify(drones(beat, time)), 'application/json');
    if (beat - this.#countedAt < BEATS_A_SECOND) return;
    this.#countedAt = beat;
    await this.#post('counts', JSON.stringify(counts(beat, time)), 'application/json');
    await this.#post('units', units(beat, time), 'application/xml');
  }

  async #post(feed: string, body: string, type: string): Promise<void> {
    const response = await fetch(`${this.#hub.url}/feeds/${feed}`, {
      method: 'POST',
      headers: { 'content-type': type },
      body,
    });
    if (!response.ok) this.#refuse();
    await response.arrayBuffer();
  }
}

/** 75,000 people who move from zone to zone in slow waves. */
function counts(beat: number, time: string): readonly object[] {
  return Array.from({ length: ZONES }, (_, zone) => ({
    device: `zone-${zone + 1}-camera`,
    time,
    occupancy: Math.round((PEOPLE / ZONES) * (1 + 0.5 * Math.sin(beat / 50 + zone))),
  }));
}

function drones(beat: number, time: string): readonly object[] {
  return Array.from({ length: DRONES }, (_, index) => {
    const angle = beat / 60 + index;
    const [lon, lat] = at([
      GROUND_M.east * (0.5 + 0.45 * Math.cos(angle + index)),
      GROUND_M.north * (0.5 + 0.45 * Math.sin(angle)),
    ]);
    return {
      sysid: index + 1,
      callsign: `UAV-${index + 1}`,
      time,
      lat: Math.round(lat * 1e7),
      lon: Math.round(lon * 1e7),
      relative_alt: 60_000,
      vx: 500,
      vy: 300,
      hdg: Math.round((((angle * 180) / Math.PI) % 360) * 100),
      battery_remaining: 80,
      task: 'patrol',
    };
  });
}

function units(beat: number, time: string): string {
  const stale = new Date(Date.parse(time) + 60_000).toISOString();
  return Array.from({ length: UNITS }, (_, index) => {
    const [lon, lat] = at([
      (index % 40) * (GROUND_M.east / 40) + 12 + 5 * Math.sin(beat / 20 + index),
      Math.floor(index / 40) * (GROUND_M.north / 15) + 20 + 5 * Math.cos(beat / 20 + index),
    ]);
    return (
      `<event version="2.0" uid="unit-${index + 1}" type="${UNIT_TYPE}" how="m-g" time="${time}" ` +
      `start="${time}" stale="${stale}"><point lat="${lat}" lon="${lon}" hae="10" ce="5" le="5"/>` +
      `<detail><contact callsign="P-${index + 1}"/></detail></event>`
    );
  }).join('');
}
