import { initialWorld, type World } from '../domain/session/world.ts';
import { siteSchema } from '../domain/site/site.ts';
import type { Documents } from './record.ts';
import { numberIn, type Sql } from './sql.ts';
import { keptWorld } from './worlds.ts';

/**
 * The world before the first entry of a recording. Its sensors are as many as the first kept world has: a grid's
 * squares are sensors too, and only the ground says how many there are.
 */
export async function beginningOf(sql: Sql, documents: Documents): Promise<World> {
  const first = await sql.first('SELECT recorded_at FROM log ORDER BY seq LIMIT 1');
  const time = first ? numberIn(first, 'recorded_at') : 0;
  const site = siteSchema.safeParse(parsed(documents['site.json'] ?? ''));
  const kept = await keptWorld(sql, 'ORDER BY seq LIMIT 1', []);
  const sensors =
    typeof kept === 'object'
      ? kept.world.sensors.map(() => ({ sum: 0, count: 0, late: 0 }))
      : undefined;
  const empty = site.success ? initialWorld(site.data, time) : emptyWorld(time);
  return sensors ? { ...empty, sensors } : empty;
}

function emptyWorld(time: number): World {
  return {
    time,
    levels: {},
    checkpoints: {},
    drones: {},
    units: {},
    broadcasts: {},
    marks: {},
    mapLayers: {},
    warnings: {},
    editedFeeds: {},
    sensors: [],
    feeds: {},
    dataQuality: {},
  };
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
