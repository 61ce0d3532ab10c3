import { match } from 'pinyin-pro';
import type { World } from '../../domain/session/world.ts';
import { callsignIn } from '../i18n/callsign.ts';
import { wordsOf } from '../i18n/translate.ts';
import { markState } from '../map/layers/marks.ts';
import { placeName } from '../state/judgement.ts';
import type { SiteFacts } from '../state/site-facts.ts';
import type { Target } from '../state/ui-store.ts';
import { COMMANDS, type CommandId } from './commands.ts';
import { keyLabel } from './key-label.ts';

/** Most results shown: more is no help in a hurry. */
const MOST = 12;

/** A thing that can be looked for: an object to go to, or a command to run. */
export type Findable = {
  readonly key: string;
  readonly zh: string;
  readonly en: string;
  /** A number or id by which it is also known. */
  readonly code?: string;
} & (
  | { readonly kind: 'command'; readonly command: CommandId }
  | { readonly kind: Target['kind']; readonly target: Target }
);

/** Everything on the map that has a name. */
export function findableObjects(facts: SiteFacts, world: World): readonly Findable[] {
  const { site, ground } = facts;
  const named = (kind: Target['kind'], id: string, name: { zh: string; en: string }): Findable => ({
    key: `${kind} ${id}`,
    kind,
    target: { kind, id },
    ...name,
  });
  const called = (kind: Target['kind'], id: string, callsign: string): Findable =>
    named(kind, id, { zh: callsignIn(callsign, 'zh'), en: callsignIn(callsign, 'en') });
  return [
    ...ground.leaves.map(({ id, name }) => named('zone', id, name)),
    ...site.hotSpots.map(({ id }) =>
      named('hotSpot', id, { zh: placeName(facts, id, 'zh'), en: placeName(facts, id, 'en') }),
    ),
    ...site.checkpoints.map(({ id, name, number }) => ({
      ...named('checkpoint', id, name),
      code: `${number}`,
    })),
    ...Object.values(world.drones).map(({ report }) =>
      called('drone', report.drone, report.callsign),
    ),
    ...Object.values(world.units).map(({ unit, callsign }) => called('unit', unit, callsign)),
    ...site.posts.map(({ id, name }) => named('post', id, name)),
    ...site.gates.map(({ id, name }) => named('gate', id, name)),
    ...Object.values(world.marks)
      .filter((mark) => markState(mark, world.time) !== 'gone')
      .map(({ id, name }) => called('mark', id, name)),
    ...site.sensors.map(({ id, name }) => ({ ...named('sensor', id, name), code: id })),
  ];
}

/** Every command by its label in both languages. */
export function findableCommands(): readonly Findable[] {
  const zh = wordsOf('zh');
  const en = wordsOf('en');
  return COMMANDS.map(({ id, keys, label }) => ({
    key: `command ${id}`,
    kind: 'command' as const,
    command: id,
    zh: zh(label),
    en: en(label),
    code: keyLabel(keys),
  }));
}

/**
 * What fits some words, best first: by number, by the Chinese name, by pinyin (whole or initials: `hbl`, `hubinlu` for
 * 湖滨路) or by the English name. Without words everything, in its own order.
 */
export function search(all: readonly Findable[], words: string): readonly Findable[] {
  const query = words.trim().toLowerCase();
  if (query === '') return all.slice(0, MOST);
  return all
    .map((one) => ({ one, score: fitOf(one, query) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, MOST)
    .map(({ one }) => one);
}

/** How well a thing fits; 0: not at all. A beginning counts more than a middle, a name more than its sound. */
function fitOf({ zh, en, code }: Findable, query: string): number {
  if (code?.toLowerCase() === query) return 6;
  const english = en.toLowerCase();
  if (zh.startsWith(query) || english.startsWith(query)) return 5;
  if (zh.includes(query) || english.split(/\s+/).some((word) => word.startsWith(query))) return 4;
  if (english.includes(query)) return 3;
  const sound = query.replace(/[\s']/g, '');
  if (!/^[a-z]+$/.test(sound)) return 0;
  const matched = match(zh, sound, { continuous: true, precision: 'start' });
  if (!matched) return 0;
  return matched[0] === 0 ? 2 : 1;
}
