import type { Millis } from '../base/quantity.ts';
import type { EstimateNotice } from '../crowd/estimate.ts';
import type { DataQualityAlert, EntryPayloads } from '../session/entry.ts';
import type { World } from '../session/world.ts';
import type { Site } from '../site/site.ts';

/** An alert about refused readings stays open for this long after the last refusal. */
const REFUSAL_OPEN_MS: Millis = 60_000;
/** An open alert is told anew when one of its figures is off by more than this share: 1.9 hours left, then 1.7. */
const FIGURE_NEWS_SHARE = 0.1;

type Change = EntryPayloads['dataQuality'];
type Disk = NonNullable<EntryPayloads['recorderState']['disk']>;
interface Finding {
  readonly message: string;
  readonly params: Readonly<Record<string, string | number>>;
}

/**
 * What is wrong with the data now: sensors that fell silent, feeds that are silent or send what cannot be used, a
 * record whose disk runs full.
 * A sensor that never spoke is absent, not broken. Returns only what is news against the world's open alerts.
 */
export function judgeDataQuality(world: World, site: Site): readonly Change[] {
  const found = new Map<string, Finding>();
  site.sensors.forEach((sensor, index) => {
    // A grid falls silent as a whole, and its feed says so.
    if (sensor.kind === 'gridCell') return;
    const last = world.sensors[index]?.lastObservedAt;
    if (last === undefined || world.time - last <= sensor.staleAfterS * 1_000) return;
    found.set(`sensor-silent:${sensor.id}`, {
      message: 'sensorSilent',
      params: { sensor: sensor.id, since: last },
    });
  });
  for (const feed of Object.values(world.feeds)) {
    if (feed.health === 'disconnected') {
      found.set(`feed-disconnected:${feed.feed}`, {
        message: 'feedDisconnected',
        params: { feed: feed.feed, reason: feed.connection ?? '' },
      });
    }
    if (feed.health === 'silent' && feed.lastMessageAt !== undefined) {
      found.set(`feed-silent:${feed.feed}`, {
        message: 'feedSilent',
        params: { feed: feed.feed, since: feed.lastMessageAt },
      });
    }
    if (feed.lastErrorAt !== undefined && world.time - feed.lastErrorAt <= REFUSAL_OPEN_MS) {
      found.set(`feed-refusing:${feed.feed}`, {
        message: 'feedRefusing',
        params: { feed: feed.feed, refused: feed.refused, reason: feed.lastError ?? '' },
      });
    }
  }
  const disk = world.recorder?.disk;
  if (disk?.low) found.set('record-disk-low', diskFinding(disk));
  for (const notice of world.estimate?.notices ?? []) {
    const [key, finding] = findingOf(notice);
    found.set(key, finding);
  }
  return [...raised(world, found), ...cleared(world, found)];
}

/** The disk of the record will be full soon: said in hours where the rate is known, and in room left. */
function diskFinding({ freeBytes, hoursLeft }: Disk): Finding {
  const freeMb = Math.floor(freeBytes / 1e6);
  if (hoursLeft === undefined) return { message: 'recordDiskAlmostFull', params: { freeMb } };
  return { message: 'recordDiskLow', params: { hours: Math.floor(hoursLeft * 10) / 10, freeMb } };
}

function findingOf(notice: EstimateNotice): readonly [string, Finding] {
  switch (notice.kind) {
    case 'sensorDeviates':
      return [
        `sensor-deviates:${notice.sensor}`,
        { message: 'sensorDeviates', params: { sensor: notice.sensor } },
      ];
    case 'impossibleReading':
      return [
        `sensor-impossible:${notice.sensor}`,
        { message: 'sensorImpossible', params: { sensor: notice.sensor } },
      ];
    case 'pointSensorsExceedZone':
      return [
        `point-sensors-exceed:${notice.zone}`,
        { message: 'pointSensorsExceedZone', params: { zone: notice.zone } },
      ];
  }
}

function raised(world: World, found: ReadonlyMap<string, Finding>): Change[] {
  const changes: Change[] = [];
  for (const [key, finding] of found) {
    const open = world.dataQuality[key];
    if (open && stillSays(open, finding)) continue;
    changes.push({ raised: { key, ...finding, raisedAt: open?.raisedAt ?? world.time } });
  }
  return changes;
}

/** Whether an open alert says what is found now: the same words, and figures that are nearly right. */
function stillSays(open: DataQualityAlert, { message, params }: Finding): boolean {
  if (open.message !== message) return false;
  return Object.entries(params).every(([name, found]) => {
    const told = open.params[name];
    if (typeof told !== 'number' || typeof found !== 'number') return told === found;
    return Math.abs(told - found) <= FIGURE_NEWS_SHARE * Math.max(Math.abs(told), Math.abs(found));
  });
}

function cleared(world: World, found: ReadonlyMap<string, Finding>): Change[] {
  return Object.keys(world.dataQuality)
    .filter((key) => !found.has(key))
    .map((key) => ({ cleared: key, at: world.time }));
}
