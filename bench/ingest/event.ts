import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Sensor, type Site, siteSchema } from '../../src/domain/site/site.ts';

const HUBIN = fileURLToPath(new URL('../../resources/hubin/', import.meta.url));

/** Writes an event folder: the bundled site, its line counters repeated until it has `sensors` sensors, its feeds. */
export async function writeEvent(folder: string, sensors: number): Promise<Site> {
  const site = siteSchema.parse(JSON.parse(await readFile(path.join(HUBIN, 'site.json'), 'utf8')));
  const crowded = { ...site, sensors: manySensors(site.sensors, sensors) };
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'site.json'), JSON.stringify(crowded));
  await writeFile(
    path.join(folder, 'feeds.json'),
    await readFile(path.join(HUBIN, 'feeds.json'), 'utf8'),
  );
  return crowded;
}

/** Repeats of a counter are plain ones: they neither stand for a checkpoint nor count visits. */
function manySensors(drawn: readonly Sensor[], count: number): readonly Sensor[] {
  const counters = drawn.filter((sensor) => sensor.kind === 'lineCounter');
  const more = Array.from({ length: Math.max(0, count - drawn.length) }, (_, index) => {
    const model = counters[index % counters.length];
    if (!model) throw new Error('the bundled site has no line counter to repeat');
    const { checkpoint: _checkpoint, cordon: _cordon, ...plain } = model;
    return { ...plain, id: `${model.id}-again-${index + 1}` as Sensor['id'] };
  });
  return [...drawn, ...more];
}
