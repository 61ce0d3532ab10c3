import type { MapProperties } from '../../../workers/kernels/map-files/map-features.ts';

/** A name in both languages; the one stands in for the other where a map has only one. */
export interface ElementName {
  readonly zh: string;
  readonly en: string;
}

/** Names no zone may have: they mean something as places. */
const RESERVED = ['outside', 'world'];

/** The name of a feature as OpenStreetMap, KML and GPX write it; undefined when it has none. */
export function elementName(properties: MapProperties): ElementName | undefined {
  const of = (...keys: readonly string[]) => {
    for (const key of keys) {
      const value = properties[key];
      if (typeof value === 'string' && value.trim() !== '') return value.trim();
    }
    return undefined;
  };
  const zh = of('name:zh', 'name_zh', 'name', 'name:en', 'name_en');
  const en = of('name:en', 'name_en', 'name:latin', 'name', 'name:zh', 'name_zh');
  return zh !== undefined && en !== undefined ? { zh, en } : undefined;
}

/**
 * Makes ids out of names: lower-case words joined by hyphens, each id once. A name without Latin letters or digits
 * becomes `fallback` with a number.
 */
export function idMaker(taken: readonly string[], fallback: string): (name: ElementName) => string {
  const used = new Set([...taken, ...RESERVED]);
  return ({ en }) => {
    const base = slug(en) || fallback;
    let id = base === fallback ? `${base}-1` : base;
    for (let number = 2; used.has(id); number++) id = `${base}-${number}`;
    used.add(id);
    return id;
  };
}

function slug(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/[\u0300-\u036f'’]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
    .replace(/-+$/, '');
}
