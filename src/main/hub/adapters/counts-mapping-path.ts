import { compile, type JSONPathQuery } from 'json-p3';
import type { Condition, TopicPart } from './counts-mapping-schema.ts';

/** A document as the query engine takes it. */
export type JsonRoot = Parameters<JSONPathQuery['query']>[0];

/** Reads one value out of a record. */
export type ReadPath = (record: unknown) => unknown;

/** What finds the first value of a path, or undefined; made once for each mapping. */
export function readPath(path: string): ReadPath {
  const query = compile(path);
  const member = /^\$\.(\w+)$/.exec(String(query))?.[1];
  if (member !== undefined) {
    // Nearly every path of a mapping: read without the query engine.
    return (record) =>
      typeof record === 'object' && record !== null && Object.hasOwn(record, member)
        ? (record as Record<string, unknown>)[member]
        : undefined;
  }
  return (record) => query.match(record as JsonRoot)?.value;
}

/** What finds all values of the first path that finds any; members of arrays it finds stand for themselves. */
export function readRecords(paths: readonly string[]): (message: unknown) => readonly unknown[] {
  const queries = paths.map((path) => compile(path));
  return (message) => {
    for (const query of queries) {
      const found = query.query(message as JsonRoot).values();
      if (found.length > 0) return found.flatMap((one: unknown) => one);
    }
    return [];
  };
}

/** What tells whether a record meets all conditions. */
export function meets(conditions: readonly Condition[]): (record: unknown) => boolean {
  const compiled = conditions.map(({ path, is }) => ({ read: readPath(path), is: String(is) }));
  return (record) => compiled.every(({ read, is }) => textOf(read(record)) === is);
}

/** A text, number or truth value as text; undefined for what is none. */
export function textOf(value: unknown): string | undefined {
  if (value === undefined || value === null || typeof value === 'object') return undefined;
  return String(value);
}

/** A level of a topic, counted from its end where negative; undefined when it has none. */
export function topicPart(topic: string | undefined, part: TopicPart): string | undefined {
  const found = part === 'all' ? topic : topic?.split('/').at(part);
  return found === '' ? undefined : found;
}

/** A number, or a text that is one. */
export function toNumber(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value !== 'string' || value.trim() === '') return undefined;
  const parsed = Number(value);
  return Number.isFinite(parsed) ? parsed : undefined;
}
