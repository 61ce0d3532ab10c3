import fc from 'fast-check';
import {
  common,
  type MavLinkData,
  type MavLinkDataConstructor,
  MavLinkProtocolV1,
  MavLinkProtocolV2,
} from 'node-mavlink';
import { describe, expect, it } from 'vitest';
import type { LonLat } from '../../../domain/base/quantity.ts';
import { localMetres } from '../../../domain/geo/local-metres.ts';
import { PacketStream } from '../../hub/adapters/mavlink-packets.ts';
import { moveCot, retimeCot } from './move-cot.ts';
import { movePacket, positionIn } from './move-packet.ts';
import { placementOf } from './placement.ts';

const ANCHOR: LonLat = [149.165, -35.363];
const HUBIN = { lon: 120.1588, lat: 30.256 };

function read<T extends MavLinkData>(bytes: Uint8Array, kind: MavLinkDataConstructor<T>): T {
  // The hub's own reader: a wrong checksum would be damage to it.
  const { packets, damaged, unknown } = new PacketStream().feed(bytes);
  expect([damaged, unknown, packets.length]).toEqual([[], [], 1]);
  return packets[0]?.read(kind) ?? expect.unreachable();
}

const near = fc.record({
  eastM: fc.double({ min: -1_500, max: 1_500, noNaN: true }),
  northM: fc.double({ min: -1_500, max: 1_500, noNaN: true }),
  bearingDeg: fc.double({ min: 0, max: 359.9, noNaN: true }),
});

describe('a placement', () => {
  it('keeps every distance and turns every direction by the bearing', () => {
    fc.assert(
      fc.property(near, ({ eastM, northM, bearingDeg }) => {
        const placement = placementOf(ANCHOR, { ...HUBIN, bearingDeg });
        const was = localMetres(ANCHOR).toLonLat([eastM, northM]);
        const to = localMetres([HUBIN.lon, HUBIN.lat]);
        const [e, n] = to.toLocal(placement.position(was));
        expect(Math.hypot(e, n)).toBeCloseTo(Math.hypot(eastM, northM), 6);
        const wasDeg = (Math.atan2(eastM, northM) * 180) / Math.PI;
        const off = Math.atan2(e, n) - (placement.direction(wasDeg) * Math.PI) / 180;
        if (Math.hypot(e, n) > 1) expect(Math.cos(off)).toBeCloseTo(1, 9);
      }),
    );
  });
});

describe('MAVLink packets', () => {
  const position = (lonLat: LonLat) =>
    Object.assign(new common.GlobalPositionInt(), {
      lon: Math.round(lonLat[0] * 1e7),
      lat: Math.round(lonLat[1] * 1e7),
      alt: 600_000,
      relativeAlt: 25_000,
      vx: 300,
      vy: 0,
      hdg: 0,
    });

  it.each([
    ['1', new MavLinkProtocolV1(7, 1)],
    ['2', new MavLinkProtocolV2(7, 1)],
  ])(
    'of MAVLink %s are moved with a right checksum, and back to where they were',
    (_v, protocol) => {
      fc.assert(
        fc.property(near, ({ eastM, northM, bearingDeg }) => {
          const was = localMetres(ANCHOR).toLonLat([eastM, northM]);
          const packet = protocol.serialize(position(was), 3);
          const there = movePacket(packet, placementOf(ANCHOR, { ...HUBIN, bearingDeg }));
          const moved = read(there ?? new Uint8Array(), common.GlobalPositionInt);
          expect([moved.alt, moved.relativeAlt]).toEqual([600_000, 25_000]);
          expect(Math.hypot(moved.vx, moved.vy)).toBeCloseTo(300, -1);
          expect(Math.abs(moved.hdg / 100 - bearingDeg) % 360).toBeLessThan(0.01);
          const home = placementOf([HUBIN.lon, HUBIN.lat], {
            lon: ANCHOR[0],
            lat: ANCHOR[1],
            bearingDeg: 360 - bearingDeg,
          });
          const back = positionIn(movePacket(there ?? packet, home) ?? packet) ?? [0, 0];
          const [offE, offN] = localMetres(was).toLocal(back);
          expect(Math.hypot(offE, offN)).toBeLessThan(0.05);
        }),
      );
    },
  );

  it('that have no position keep none, and unknown headings stay unknown', () => {
    const lost = Object.assign(position([0, 0]), { hdg: 65_535 });
    const placement = placementOf(ANCHOR, { ...HUBIN, bearingDeg: 30 });
    const moved = movePacket(new MavLinkProtocolV1(7, 1).serialize(lost, 0), placement);
    expect(read(moved ?? new Uint8Array(), common.GlobalPositionInt)).toMatchObject({
      lat: 0,
      lon: 0,
      hdg: 65_535,
    });
  });

  it('that may speak of a place in a way not known here are left out', () => {
    const placement = placementOf(ANCHOR, { ...HUBIN, bearingDeg: 0 });
    const protocol = new MavLinkProtocolV2(7, 1);
    const terrain = protocol.serialize(new common.TerrainReport(), 0);
    expect(movePacket(terrain, placement)).toBeUndefined();
    const battery = protocol.serialize(new common.SysStatus(), 0);
    expect(movePacket(battery, placement)).toBe(battery);
  });
});

describe('Cursor-on-Target events', () => {
  const xml = `<?xml version='1.0'?>
<event version='2.0' uid="u" time='2020-12-16T20:00:00.5Z' start="2020-12-16T20:00:00Z" stale='2020-12-16T21:00:00Z' how='m-g'>
  <point lat='38.85' lon='-77.06' hae='9999999.0' ce='1' le='1'/>
  <detail><link uid='x' production_time='2020-12-16T19:00:00Z' point='38.85,-77.06,10'/>
  <contact callsign='a "point" &gt; b'/><track course='350' speed='2'/>
  <shape><ellipse major='5' minor='5' angle='0'/></shape></detail>
</event>`;

  it('are shifted in time, and nothing else in them is touched', () => {
    const later = retimeCot(xml, 60_000);
    expect(later).toContain("time='2020-12-16T20:01:00.500Z'");
    expect(later).toContain('start="2020-12-16T20:01:00.000Z"');
    expect(later).toContain("stale='2020-12-16T21:01:00.000Z'");
    expect(later).toContain("production_time='2020-12-16T19:00:00Z'");
    expect(retimeCot(xml, 0)).toBe(xml);
    expect(retimeCot(later, -60_000).replaceAll('.500Z', '.5Z').replaceAll('.000Z', 'Z')).toBe(xml);
  });

  it('are moved with their links and directions; a point of 0, 0 is none', () => {
    const placement = placementOf([-77.06, 38.85], { ...HUBIN, bearingDeg: 20 });
    const moved = moveCot(xml, placement);
    expect(moved).toContain("<point lat='30.256000000' lon='120.158800000' hae='9999999.0'");
    expect(moved).toContain("point='30.256000000,120.158800000,10'");
    expect(moved).toContain("course='10.000'");
    expect(moved).toContain("angle='20.000'");
    expect(moved).toContain(`callsign='a "point" &gt; b'`);
    const route = "<event><point lat='0.0' lon='0.0' hae='0'/></event>";
    expect(moveCot(route, placement)).toBe(route);
  });
});
