import type { Name, Site } from './site.ts';

/**
 * Names of zones and hot-spots for lists in which both stand: a hot-spot that is called like a zone says that it is the
 * hot-spot.
 */
export function distinctNames({
  zones,
  hotSpots,
}: Pick<Site, 'zones' | 'hotSpots'>): ReadonlyMap<string, Name> {
  const taken = { zh: new Set<string>(), en: new Set<string>() };
  for (const { name } of zones) {
    taken.zh.add(name.zh);
    taken.en.add(name.en);
  }
  return new Map([
    ...zones.map(({ id, name }): [string, Name] => [id, name]),
    ...hotSpots.map(({ id, name }): [string, Name] => [
      id,
      {
        zh: taken.zh.has(name.zh) ? `${name.zh}重点部位` : name.zh,
        en: taken.en.has(name.en) ? `${name.en} hot-spot` : name.en,
      },
    ]),
  ]);
}
