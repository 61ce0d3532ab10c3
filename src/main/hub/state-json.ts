import { DateTime } from 'luxon';
import { must } from '../../domain/base/assert.ts';
import type { Millis } from '../../domain/base/quantity.ts';
import { supportedArea, supportedPlace } from '../../domain/crowd/supported.ts';
import type { ShownSession } from './shown-session.ts';

/** Seconds since `at`, to a tenth; null when it is unknown. */
function ageS(now: Millis, at: Millis | undefined): number | null {
  return at === undefined ? null : Math.max(0, Math.round((now - at) / 100) / 10);
}

/** The picture for outside readers (`GET /state.json`, see docs/interfaces.md). Unknown is null; no ground truth. */
export function stateJson(session: ShownSession): Record<string, unknown> {
  const { world, ground } = session;
  const { site } = ground;
  const now = session.now();
  const iso = (at: Millis) => DateTime.fromMillis(at, { zone: site.timeZone }).toISO();
  const { estimate } = world;
  const area = supportedArea(estimate);
  return {
    time: iso(now),
    source: session.source.kind,
    clock: session.source.clockKind,
    // True: what follows is not the real thing of now (a rehearsal, or a recording that is or was played in).
    exercise: session.isExercise,
    people: area?.area.people ?? null,
    peopleSd: area?.area.sd ?? null,
    outside: area?.outside.people ?? null,
    peak: area ? { people: area.peak.people, time: iso(area.peak.at) } : null,
    visits: area?.visits.people ?? null,
    phase: world.phase ?? null,
    zones: ground.leaves.map((zone, leaf) => {
      const known = supportedPlace(estimate?.zones[leaf]);
      const level = world.levels[zone.id];
      return {
        id: zone.id,
        name: zone.name.zh,
        nameEn: zone.name.en,
        ring: zone.ring,
        people: known?.people ?? null,
        peopleSd: known?.sd ?? null,
        capacity: Math.floor(
          must(ground.usableAreaM2[leaf], `area of ${zone.id}`) * zone.designDensityPerM2,
        ),
        densityPerM2: known?.densityPerM2 ?? null,
        level: level?.level ?? null,
        reason: level?.reason ?? null,
        inPerMin: known?.inPerMin ?? null,
        outPerMin: known?.outPerMin ?? null,
        ageS: ageS(now, known?.supportAt),
      };
    }),
    sensors: site.sensors.map((sensor, index) => {
      const state = world.sensors[index];
      const counts = sensor.kind === 'lineCounter';
      const last = state?.lastObservedAt;
      return {
        id: sensor.id,
        lastValue: state?.lastValue ?? null,
        unit: sensor.kind === 'pointDensity' ? 'ped/m2' : 'people',
        sum: counts ? (state?.sum ?? 0) : null,
        ageS: ageS(now, last),
        health:
          last === undefined ? 'never' : now - last > sensor.staleAfterS * 1_000 ? 'stale' : 'ok',
      };
    }),
    checkpoints: site.checkpoints.map((checkpoint) => {
      const flow = estimate?.checkpoints.find((each) => each.checkpoint === checkpoint.id);
      return {
        id: checkpoint.id,
        mode: world.checkpoints[checkpoint.id]?.mode ?? checkpoint.mode,
        inPerMin: flow?.inPerMin ?? null,
        outPerMin: flow?.outPerMin ?? null,
        ageS: ageS(now, flow?.supportAt),
      };
    }),
    drones: Object.values(world.drones).map(({ report }) => ({
      id: report.drone,
      callsign: report.callsign,
      lon: report.lon,
      lat: report.lat,
      altM: report.altM,
      batteryPct: report.batteryPct ?? null,
      ageS: ageS(now, report.observedAt),
    })),
  };
}

/** How the program stands (`GET /health`). */
export function healthJson(session: ShownSession, version: string): Record<string, unknown> {
  const { world, source } = session;
  const now = session.now();
  return {
    version,
    session: session.id,
    event: world.session?.event ?? null,
    source: source.kind,
    clock: source.clockKind,
    time: DateTime.fromMillis(now, { zone: session.ground.site.timeZone }).toISO(),
    recorder: session.recorderState,
    seats: session.publisher.attachedCount,
    sources: source.feedStates().map((feed) => ({ ...feed, ageS: ageS(now, feed.lastMessageAt) })),
    dataQuality: Object.values(world.dataQuality),
  };
}
