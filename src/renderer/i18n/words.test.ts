import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseAst } from 'vite';
import { describe, expect, test } from 'vitest';
import { en } from './en.ts';
import { wordsOf } from './translate.ts';
import { zh } from './zh.ts';

const renderer = fileURLToPath(new URL('../', import.meta.url));
const CJK = /[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]/;
/** Languages name themselves in their own script. */
const SELF_NAMED = ['common.language', 'command.language'];

describe('the words', () => {
  const chinese = flat(zh);
  const english = flat(en);

  test('are the same in both languages, none missing and none left over', () => {
    expect([...english.keys()].sort()).toEqual([...chinese.keys()].sort());
  });

  test('say something, with the same figures in both languages', () => {
    for (const [key, text] of chinese) {
      const other = english.get(key) ?? '';
      expect(text.trim(), key).not.toBe('');
      expect(other.trim(), key).not.toBe('');
      expect(placeholders(other), key).toEqual(placeholders(text));
    }
  });

  test('hold no Chinese in the English', () => {
    const found = [...english].filter(([key, text]) => CJK.test(text) && !SELF_NAMED.includes(key));
    expect(found).toEqual([]);
  });

  test('fill in what they are given, unescaped', () => {
    expect(wordsOf('en')('operator.failed', { reason: '<a> & "b"' })).toBe(
      'Not taken over: <a> & "b"',
    );
  });
});

describe('the components', () => {
  const files = readdirSync(renderer, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.tsx') && !file.endsWith('.test.tsx'),
  );

  test('were read', () => {
    expect(files.length).toBeGreaterThan(15);
  });

  test.each(files)('%s holds no text of its own', (file) => {
    expect(literals(readFileSync(`${renderer}/${file}`, 'utf8'))).toEqual([]);
  });

  test('are caught with text of their own', () => {
    expect(literals('const a = <p>Hello</p>;')).toEqual(['Hello']);
    expect(literals('const a = <p title="Hello">{b}</p>;')).toEqual(['Hello']);
    expect(literals('const a = <p>{`你好`}</p>;')).toEqual(['你好']);
    expect(literals('const a = <p className="label">{t("a.b")} · 1×</p>;')).toEqual([]);
  });
});

function flat(words: object, path = ''): Map<string, string> {
  return new Map(
    Object.entries(words).flatMap(([key, value]): [string, string][] =>
      typeof value === 'string' ? [[path + key, value]] : [...flat(value, `${path}${key}.`)],
    ),
  );
}

function placeholders(text: string): string[] {
  return [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name ?? '').sort();
}

const SPOKEN = new Set(['title', 'alt', 'placeholder', 'aria-label', 'aria-description', 'label']);

/** Text that a reader would see or hear and that is in no dictionary: words in JSX, and Chinese anywhere. */
function literals(source: string): string[] {
  const found: string[] = [];
  walk(parseAst(source, { lang: 'tsx' }), (node) => {
    if (node.type === 'JSXText' && /[A-Za-z]/.test(`${node.value}`)) found.push(`${node.value}`);
    if (node.type === 'JSXAttribute') found.push(...spokenAttribute(node));
    const text = node.type === 'TemplateElement' ? raw(node.value) : node.value;
    if (typeof text === 'string' && CJK.test(text)) found.push(text);
  });
  return found;
}

interface Node {
  readonly type: string;
  readonly value?: unknown;
  readonly name?: unknown;
}

function spokenAttribute({ name, value }: Node): string[] {
  if (!isNode(name) || !isNode(value) || value.type !== 'Literal') return [];
  const text = `${value.value}`;
  return SPOKEN.has(`${name.name}`) && /\p{L}/u.test(text) ? [text] : [];
}

function raw(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'raw' in value ? value.raw : value;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value;
}

function walk(node: unknown, visit: (node: Node) => void): void {
  if (Array.isArray(node)) {
    for (const each of node) walk(each, visit);
    return;
  }
  if (!isNode(node)) return;
  visit(node);
  for (const child of Object.values(node)) walk(child, visit);
}
