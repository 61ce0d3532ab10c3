import { describe, expect, it } from 'vitest';
import { DjiAircraft, djiDrone } from './dji-cloud-aircraft.ts';
import type { Aircraft } from './dji-cloud-messages.ts';

const DOCK = '4TADKAQ000002J';
const SERIAL = '1581F5BKD225D00BP891';
const DRONE = djiDrone(SERIAL);
const AT = Date.parse('2026-12-31T23:40:00+08:00');
const times = { observedAt: AT, receivedAt: AT + 40 };

const place: Aircraft = { longitude: 120.1588, latitude: 30.256, elevation: 60 };
const speaker: Aircraft = { psdk_widget_values: [{ psdk_index: 2, speaker: {} }] };

function aircraft(speakers: Readonly<Record<string, number>> = {}) {
  return new DjiAircraft({ callsigns: {}, speakers });
}

describe('no position', () => {
  it.each<[string, Aircraft]>([
    ['at 0, 0', { ...place, longitude: 0, latitude: 0 }],
    ['without satellites', { ...place, position_state: { gps_number: 0, rtk_number: 0 } }],
    ['in properties that hold none', { mode_code: 5 }],
    ['of a thing that has no height above its take-off point', { longitude: 120, latitude: 30 }],
  ])('%s', (_name, data) => {
    expect(aircraft().take(SERIAL, DOCK, data, times)).toBeUndefined();
  });

  it('of a dock or remote control, which is its own gateway', () => {
    expect(aircraft().take(DOCK, DOCK, place, times)).toBeUndefined();
  });
});

describe('a position', () => {
  it('stands without RTK, with the sign of life by our own clock', () => {
    const data = { ...place, position_state: { gps_number: 12, rtk_number: 0 } };
    expect(aircraft().take(SERIAL, DOCK, data, times)).toMatchObject({
      drone: DRONE,
      callsign: 'DJI P891',
      observedAt: AT,
      heartbeatAt: AT + 40,
    });
  });

  it('keeps the home that the state has told', () => {
    const fleet = aircraft();
    fleet.take(SERIAL, DOCK, { home_longitude: 120.158, home_latitude: 30.255 }, times);
    expect(fleet.take(SERIAL, DOCK, place, times)?.home).toEqual({ lon: 120.158, lat: 30.255 });
  });
});

describe('a loudspeaker', () => {
  it('is reached behind the gateway that last brought word of its aircraft, while it does', () => {
    const fleet = aircraft();
    fleet.take(SERIAL, DOCK, place, times);
    expect(fleet.speakers(AT)).toEqual([]);
    fleet.take(SERIAL, DOCK, speaker, times);
    fleet.take(SERIAL, 'RC-2', place, times);
    expect(fleet.speakers(AT + 1_000)).toEqual([DRONE]);
    expect(fleet.speaker(DRONE, AT + 1_000)).toEqual({ gateway: 'RC-2', psdkIndex: 2 });
    expect(fleet.speakers(AT + 16_000)).toEqual([]);
  });

  it('that was taken off is not asked to speak', () => {
    const fleet = aircraft();
    fleet.take(SERIAL, DOCK, speaker, times);
    fleet.take(SERIAL, DOCK, { psdk_widget_values: [{ psdk_index: 2 }] }, times);
    expect(fleet.speakers(AT)).toEqual([]);
  });

  it('may be named in the settings where the gateway does not tell', () => {
    const fleet = aircraft({ [SERIAL]: 3 });
    fleet.take(SERIAL, DOCK, place, times);
    expect(fleet.speaker(DRONE, AT)).toEqual({ gateway: DOCK, psdkIndex: 3 });
  });
});
