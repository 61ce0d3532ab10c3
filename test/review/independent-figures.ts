import type { LadderSettings } from '../../src/domain/alert/ladder.ts';
import type { Estimate } from '../../src/domain/crowd/estimate.ts';
import { levelOfService } from '../../src/domain/crowd/level-of-service.ts';
import type { Ground } from '../../src/domain/site/ground.ts';
import type { Site } from '../../src/domain/site/site.ts';
import type { ShortNight } from '../fixtures/short-night.ts';

/** One second of the night: the short night has an estimate at every one. */
interface Second {
  readonly at: number;
  readonly estimate: Estimate;
  readonly levels: Readonly<Record<string, string>>;
}

/**
 * Figures of spans counted in the plainest way from the entries of a night, with nothing of the review's own code: the
 * seconds of the night one by one, the readings one by one.
 */
export function independentFigures(
  night: ShortNight,
  site: Site,
  ground: Ground,
  ladder: LadderSettings,
) {
  const seconds = secondsOf(night);
  const readings = readingsOf(night, site);
  const alerts = risesOf(night, new Set([...ground.leaves, ...site.hotSpots].map(({ id }) => id)));
  const ranks = [0, 1, 2] as const;
  const held = (from: number, to: number) => seconds.filter(({ at }) => at >= from && at < to);
  const placeOf = ({ estimate }: Second, id: string) =>
    estimate.zones.find(({ zone }) => zone === id) ??
    estimate.hotSpots.find(({ hotSpot }) => hotSpot === id);
  const surface = (id: string) => site.zones.find((zone) => zone.id === id)?.surface ?? 'walkway';
  const minutes = (from: number, to: number, weigh: (second: Second) => number) =>
    held(from, to).reduce((sum, second) => sum + weigh(second), 0) / 60;
  const threshold = (id: string, rank: string) =>
    ladder.densityPerM2[surface(id)][ranks[Number(rank) as 0] ?? 0];
  const people = (from: number, to: number, sensor: string) =>
    readings
      .filter((one) => one.sensor === sensor && one.to - one.s * 1_000 >= from && one.to <= to)
      .reduce((sum, one) => sum + one.people, 0);

  const kinds: Record<
    string,
    (from: number, to: number, id: string, part: string) => number | undefined
  > = {
    minutesAbove: (from, to, id, rank) =>
      minutes(from, to, (second) =>
        Number((placeOf(second, id)?.densityPerM2 ?? 0) >= threshold(id, rank)),
      ),
    minutesWorstAbove: (from, to, id, rank) =>
      minutes(from, to, (second) => {
        const worst = second.estimate.zones.find(({ zone }) => zone === id)?.worstDensityPerM2 ?? 0;
        return Number(worst >= threshold(id, rank));
      }),
    minutesShare: (from, to, id, rank) =>
      minutes(from, to, (second) => {
        const share = ladder.alertValueShare[ranks[Number(rank) as 0] ?? 0];
        const alertPeople = site.hotSpots.find((spot) => spot.id === id)?.alertPeople ?? 0;
        return Number((placeOf(second, id)?.people ?? 0) >= share * alertPeople);
      }),
    minutesAtLevel: (from, to, id, level) =>
      minutes(from, to, ({ levels }) => Number((levels[id] ?? 'unknown') === level)),
    personMinutes: (from, to, id, level) =>
      minutes(from, to, (second) =>
        (second.levels[id] ?? 'unknown') === level ? (placeOf(second, id)?.people ?? 0) : 0,
      ),
    service: (from, to, id, level) =>
      minutes(from, to, (second) => {
        const place = placeOf(second, id);
        if (!place || levelOfService(place.densityPerM2, surface(id)) !== level) return 0;
        return place.people;
      }),
    noEstimate: () => 0,
    visitsInSpan: (from, to) => {
      const visits = (at: number) =>
        seconds.find((one) => one.at === at)?.estimate.visits.people ?? 0;
      return visits(to) - visits(from);
    },
    alerts: () => alerts,
    undispositioned: () => alerts,
    verdict: () => 0,
    accuracy: () => undefined,
    usableArea: (_from, _to, id) => cellsOf(ground, id) * ground.grid.cellM ** 2,
    capacity: (_from, _to, id) =>
      cellsOf(ground, id) * (site.zones.find((zone) => zone.id === id)?.designDensityPerM2 ?? 0),
    alertPeople: (_from, _to, id) => site.hotSpots.find((spot) => spot.id === id)?.alertPeople,
    cells: (_from, _to, id) => cellsOf(ground, id),
    cellMinutes: (_from, _to, id) => oldCells(night, ground, id),
    cellShare: (from, to, id) => {
      const counted = Math.floor((to - from) / 60_000) + 1;
      return (100 * oldCells(night, ground, id)) / (counted * cellsOf(ground, id));
    },
    minutesCounted: (from, to) => Math.floor((to - from) / 60_000) + 1,
    void: (from, to) => (to - from) / 60_000,
    gap: (from, to) => (to - from) / 60_000,
    exits: (from, to) => {
      const around = ['outside', 'world'];
      const outwards = site.sensors.filter(
        (one) =>
          one.kind === 'lineCounter' && around.includes(one.to) && !around.includes(one.from),
      );
      return outwards.reduce((sum, { id }) => sum + people(from, to, id), 0);
    },
    left: (from, to) => {
      const inArea = (at: number) =>
        seconds.find((one) => one.at === at)?.estimate.area.people ?? 0;
      return inArea(from) - inArea(to);
    },
    exit: people,
    exitPeak: people,
    counter: people,
    readings: (from, to, sensor) =>
      readings.filter(
        (one) => one.sensor === sensor && one.to - one.s * 1_000 >= from && one.to <= to,
      ).length,
    late: (from, to, sensor) =>
      readings.filter(
        (one) =>
          one.sensor === sensor && one.late && one.to - one.s * 1_000 >= from && one.to <= to,
      ).length,
    feed: (_from, _to, id, count) => lastAccount(night, id, count),
    untilLeft: (from, _to, share) => {
      const began = seconds.find(({ at }) => at === from)?.estimate.area.people ?? 0;
      const reached = seconds.find(
        ({ at, estimate }) =>
          at >= from && at % 60_000 === 0 && estimate.area.people <= began * (1 - Number(share)),
      );
      return reached && (reached.at - from) / 60_000;
    },
  };
  return {
    covers: (name: string) => Object.hasOwn(kinds, name.split('/')[0] ?? ''),
    value(name: string, from: number, to: number): number | undefined {
      const [kind = '', id = '', part = ''] = name.split('/');
      return kinds[kind]?.(from, to, id, part);
    },
  };
}

function secondsOf(night: ShortNight): readonly Second[] {
  const levels: Record<string, string> = {};
  const seconds: Second[] = [];
  for (const entry of night.entries) {
    if (entry.kind === 'estimate') {
      seconds.push({ at: entry.recordedAt, estimate: entry.payload, levels: { ...levels } });
    }
    if (entry.kind !== 'level') continue;
    levels[entry.payload.place] = entry.payload.state.level;
    // The level follows from the estimate of its own second.
    const last = seconds.pop();
    if (last) seconds.push({ ...last, levels: { ...levels } });
  }
  return seconds;
}

function readingsOf(night: ShortNight, site: Site) {
  return night.entries.flatMap((entry) => {
    if (entry.kind !== 'observations') return [];
    const { payload } = entry;
    return Array.from({ length: payload.count }, (_, row) => ({
      sensor: site.sensors[payload.sensor[row] ?? -1]?.id ?? '',
      to: payload.observedAt[row] ?? 0,
      s: payload.intervalS[row] ?? 0,
      people: payload.amount[row] ?? 0,
      late: (payload.flags[row] ?? 0) === 1,
    }));
  });
}

function risesOf(night: ShortNight, places: ReadonlySet<string>): number {
  const order = ['green', 'yellow', 'orange', 'red'];
  const shown: Record<string, number> = {};
  let rises = 0;
  for (const entry of night.entries) {
    if (entry.kind !== 'level' || !places.has(entry.payload.place)) continue;
    const rank = Math.max(0, order.indexOf(entry.payload.state.level));
    if (rank > (shown[entry.payload.place] ?? 0)) rises += 1;
    shown[entry.payload.place] = rank;
  }
  return rises;
}

function cellsOf(ground: Ground, id: string): number {
  const leaf = ground.leaves.findIndex((zone) => zone.id === id);
  return ground.leafOfCell.filter((one) => one === (leaf < 0 ? 255 : leaf)).length;
}

/** Cells whose age code is above sixty seconds, in the first raster of each minute. */
function oldCells(night: ShortNight, ground: Ground, id: string): number {
  const leaf = ground.leaves.findIndex((zone) => zone.id === id);
  const ofMinute = night.frames.filter(({ issuedAt }) => issuedAt % 60_000 === 0);
  return ofMinute.reduce(
    (sum, { age }) =>
      sum +
      age.filter((code, cell) => code > 15 && ground.leafOfCell[cell] === (leaf < 0 ? 255 : leaf))
        .length,
    0,
  );
}

function lastAccount(night: ShortNight, id: string, count: string): number | undefined {
  const last = night.entries.findLast(({ kind }) => kind === 'feedStates');
  if (last?.kind !== 'feedStates') return undefined;
  const feed = last.payload.feeds.find((one) => one.feed === id);
  const value = new Map<string, unknown>(Object.entries(feed ?? {})).get(count);
  return typeof value === 'number' ? value : undefined;
}
