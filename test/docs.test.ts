import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
const documents = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync(path.join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => path.join('docs', file)),
];

describe.each(documents)('%s', (document) => {
  const text = read(document);

  it('names only files that exist', () => {
    const named = [...text.matchAll(/`((?:src|test|config|resources|bench|docs)\/[\w./-]+)`/g)];
    const missing = named.flatMap(([, file]) =>
      file !== undefined && !existsSync(path.join(root, file)) ? [file] : [],
    );
    expect(missing).toEqual([]);
  });

  it('links only to what exists', () => {
    const links = [...text.matchAll(/\]\((?!https?:)([^)#]+)/g)];
    const missing = links.flatMap(([, link]) =>
      link !== undefined && !existsSync(path.join(root, path.dirname(document), link))
        ? [link]
        : [],
    );
    expect(missing).toEqual([]);
  });
});

it('the map of the code names many files: it is not empty', () => {
  expect([...read('docs/ARCHITECTURE.md').matchAll(/`src\//g)].length).toBeGreaterThan(20);
});
