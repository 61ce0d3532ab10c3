import type { EastNorth } from '../../../domain/base/quantity.ts';
import type { LocalPolygon } from '../../../domain/geo/polygon.ts';
import { FormatProblem } from './format-problem.ts';
import { cleanPolygon } from './rings.ts';

/** Collections inside collections; real files have one level. */
const DEEPEST = 20;

/**
 * The areas of a Well-Known Text (OGC 06-103r4): POLYGON, MULTIPOLYGON and GEOMETRYCOLLECTIONs of them, in two
 * dimensions. Everything else is refused with line and column. Own and strict because the packages for it
 * (betterknown, wellknown, wkx, @terraformer/wkt) name no place or take `1 x`, `1abc` and text after the end.
 */
export function parseWktAreas(text: string): readonly LocalPolygon[] {
  const reader = new WktReader(text);
  const areas = reader.geometry(0);
  reader.end();
  if (areas.length === 0) throw new FormatProblem('line 1', 'the geometry is empty');
  return areas;
}

/** Whether a text looks like WKT at all. */
export function isWkt(text: string): boolean {
  return /^\s*(?:SRID=\d+;)?\s*(?:POINT|LINESTRING|POLYGON|MULTI(?:POINT|LINESTRING|POLYGON)|GEOMETRYCOLLECTION)\b/i.test(
    text,
  );
}

class WktReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  geometry(depth: number): LocalPolygon[] {
    const start = this.#skipSpace();
    if (depth > DEEPEST) throw this.#problem(start, 'collections are nested too deeply');
    const kind = this.#word().toUpperCase();
    switch (kind) {
      case 'POLYGON':
        this.#flat(kind);
        return this.#empty() ? [] : [this.#polygon()];
      case 'MULTIPOLYGON':
        this.#flat(kind);
        return this.#empty() ? [] : this.#list(() => this.#polygon());
      case 'GEOMETRYCOLLECTION':
        this.#flat(kind);
        return this.#empty() ? [] : this.#list(() => this.geometry(depth + 1)).flat();
      case 'SRID':
        throw this.#problem(
          start,
          'coordinates on the earth (SRID) are not read; use local metres',
        );
      case 'POINT':
      case 'LINESTRING':
      case 'MULTIPOINT':
      case 'MULTILINESTRING':
        throw this.#problem(start, `${kind} is no area; only POLYGON and MULTIPOLYGON are read`);
      default:
        throw this.#problem(start, 'expected POLYGON, MULTIPOLYGON or GEOMETRYCOLLECTION');
    }
  }

  end(): void {
    const at = this.#skipSpace();
    if (at < this.#text.length) throw this.#problem(at, 'there is more after the geometry');
  }

  /** Refuses heights and measures. */
  #flat(kind: string): void {
    const at = this.#skipSpace();
    if (/^(?:Z|M|ZM)\b/i.test(this.#text.slice(at, at + 3))) {
      throw this.#problem(at, `${kind} with Z or M is not read; give two coordinates per point`);
    }
  }

  #empty(): boolean {
    const at = this.#skipSpace();
    if (!/^EMPTY\b/i.test(this.#text.slice(at, at + 6))) return false;
    this.#at = at + 5;
    return true;
  }

  #polygon(): LocalPolygon {
    const at = this.#skipSpace();
    const rings = this.#list(() => this.#list(() => this.#point()));
    return cleanPolygon(rings, this.#place(at));
  }

  #point(): EastNorth {
    const point: EastNorth = [this.#number(), this.#number()];
    const at = this.#skipSpace();
    const next = this.#text[at];
    if (next !== ',' && next !== ')') {
      throw this.#problem(at, `expected "," or ")" after two coordinates, not ${this.#shown(at)}`);
    }
    return point;
  }

  #number(): number {
    const at = this.#skipSpace();
    const number = /[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?(?![\w.])/y;
    number.lastIndex = at;
    const [found] = number.exec(this.#text) ?? [];
    if (found === undefined) throw this.#problem(at, `expected a number, not ${this.#shown(at)}`);
    this.#at = at + found.length;
    return Number(found);
  }

  #list<T>(item: () => T): T[] {
    this.#expect('(');
    const items = [item()];
    while (this.#text[this.#skipSpace()] === ',') {
      this.#at += 1;
      items.push(item());
    }
    this.#expect(')');
    return items;
  }

  #expect(sign: string): void {
    const at = this.#skipSpace();
    if (this.#text[at] !== sign) {
      throw this.#problem(at, `expected "${sign}", not ${this.#shown(at)}`);
    }
    this.#at = at + 1;
  }

  #word(): string {
    const word = /[A-Za-z]*/y;
    word.lastIndex = this.#at;
    const [found = ''] = word.exec(this.#text) ?? [];
    this.#at += found.length;
    return found;
  }

  #skipSpace(): number {
    const space = /\s*/y;
    space.lastIndex = this.#at;
    this.#at += space.exec(this.#text)?.[0].length ?? 0;
    return this.#at;
  }

  #shown(at: number): string {
    return at >= this.#text.length ? 'the end' : JSON.stringify(this.#text.slice(at, at + 12));
  }

  #problem(at: number, what: string): FormatProblem {
    return new FormatProblem(this.#place(at), what);
  }

  #place(at: number): string {
    const before = this.#text.slice(0, at);
    const line = before.split('\n').length;
    return `line ${line}, column ${at - before.lastIndexOf('\n')}`;
  }
}
