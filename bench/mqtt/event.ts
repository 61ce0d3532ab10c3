import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { Site } from '../../src/domain/site/site.ts';
import { writeEvent } from '../ingest/event.ts';

/** Topics of the two feeds: at the broker elsewhere, and at the hub's own. */
export const OUTSIDE_TOPIC = 'bench/outside';
export const OWN_TOPIC = 'bench/own';

const feedsSchema = z.object({
  live: z.array(z.looseObject({ feed: z.string(), mapping: z.unknown() })),
});

/** Writes an event folder whose counts come by MQTT, from a broker elsewhere and from the hub's own. */
export async function writeMqttEvent(folder: string, sensors: number, url: string): Promise<Site> {
  const site = await writeEvent(folder, sensors);
  const file = path.join(folder, 'feeds.json');
  const { live } = feedsSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  const mapping = live.find(({ feed }) => feed === 'counts')?.mapping;
  const feed = (name: string, more: object) => ({
    feed: name,
    adapter: 'mqtt-counts',
    name: { zh: name, en: name },
    silentAfterS: 60,
    mapping,
    ...more,
  });
  const feeds = [
    feed('outside', { broker: { url, clientId: 'bench-hub' }, topic: OUTSIDE_TOPIC }),
    feed('own', { topic: OWN_TOPIC }),
  ];
  await writeFile(file, JSON.stringify({ live: feeds, rehearsal: [] }));
  return site;
}
