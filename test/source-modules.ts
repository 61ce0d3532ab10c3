import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseAst } from 'vite';

/** How an import reaches its target: a value at run time, a type that is erased, or a file's address. */
export type ImportKind = 'value' | 'type' | 'url';

/** One import, re-export, dynamic import or `import('…').Type` of a module. */
export interface ModuleImport {
  readonly specifier: string;
  readonly kind: ImportKind;
  readonly line: number;
}

/** A finding in a module: what, and in which line. */
export interface Finding {
  readonly what: string;
  readonly line: number;
}

/** What the architecture test knows of one source file; `file` is relative to src/, with slashes. */
export interface SourceModule {
  readonly file: string;
  readonly lines: number;
  readonly imports: readonly ModuleImport[];
  readonly defaultExports: readonly Finding[];
  readonly impurities: readonly Finding[];
  readonly isBarrel: boolean;
}

const source = fileURLToPath(new URL('../src/', import.meta.url));

/** Reads every module under src/ except the tests. */
export function readSourceModules(): readonly SourceModule[] {
  return readdirSync(source, { recursive: true, encoding: 'utf8' })
    .map((file) => file.split(path.sep).join('/'))
    .filter((file) => /\.(tsx?|mjs)$/.test(file) && !/\.d\.ts$/.test(file))
    .filter((file) => !/\.test\.tsx?$/.test(file))
    .sort()
    .map((file) => parseSourceModule(file, readFileSync(path.join(source, file), 'utf8')));
}

/** Parses one module; exported so that the rules themselves can be tested on made-up sources. */
export function parseSourceModule(file: string, text: string): SourceModule {
  const lineAt = (offset: number) => text.slice(0, offset).split('\n').length;
  const imports: ModuleImport[] = [];
  const defaultExports: Finding[] = [];
  const impurities: Finding[] = [];
  const program: unknown = parseAst(text, { lang: file.endsWith('x') ? 'tsx' : 'ts' });

  walk(program, undefined, '', (node, parent, key) => {
    const line = lineAt(node.start);
    const target = importTarget(node);
    if (target !== undefined) imports.push({ ...target, line });
    if (exportsDefault(node)) defaultExports.push({ what: 'export default', line });
    const impure = impureGlobal(node, parent, key);
    if (impure !== undefined) impurities.push({ what: impure, line });
  });

  return {
    file,
    lines: text.trimEnd().split('\n').length,
    imports,
    defaultExports,
    impurities,
    isBarrel: isBarrel(program),
  };
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly [field: string]: unknown;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value;
}

/** Calls `visit` for a node and everything below it, with its parent and the parent's field that holds it. */
function walk(
  value: unknown,
  parent: Node | undefined,
  key: string,
  visit: (node: Node, parent: Node | undefined, key: string) => void,
): void {
  if (Array.isArray(value)) {
    for (const item of value) walk(item, parent, key, visit);
    return;
  }
  if (!isNode(value)) return;
  visit(value, parent, key);
  for (const [field, child] of Object.entries(value)) {
    if (typeof child === 'object') walk(child, value, field, visit);
  }
}

function importTarget(node: Node): { specifier: string; kind: ImportKind } | undefined {
  const specifier = isNode(node.source) ? node.source.value : undefined;
  if (typeof specifier !== 'string') return undefined;
  switch (node.type) {
    case 'ImportDeclaration':
      return { specifier, kind: isTypeOnly(node, 'importKind') ? 'type' : valueOrUrl(specifier) };
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration':
      return { specifier, kind: isTypeOnly(node, 'exportKind') ? 'type' : 'value' };
    case 'ImportExpression':
      return { specifier, kind: valueOrUrl(specifier) };
    case 'TSImportType':
      return { specifier, kind: 'type' };
    default:
      return undefined;
  }
}

/** `import type …`, or every name of a non-empty list marked `type`. */
function isTypeOnly(node: Node, field: 'importKind' | 'exportKind'): boolean {
  if (node[field] === 'type') return true;
  const names = node.specifiers;
  return (
    Array.isArray(names) &&
    names.length > 0 &&
    names.every((name) => isNode(name) && name[field] === 'type')
  );
}

/** Vite's `?url` and `?worker` imports give an address or a constructor, not the module's names. */
function valueOrUrl(specifier: string): ImportKind {
  return /\?(.*&)?(url|worker)\b/.test(specifier) ? 'url' : 'value';
}

function exportsDefault(node: Node): boolean {
  if (node.type === 'ExportDefaultDeclaration') return true;
  if (node.type !== 'ExportSpecifier') return false;
  return isNode(node.exported) && node.exported.name === 'default';
}

const impureNames = new Set([
  'console',
  'process',
  'performance',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'globalThis',
]);

/** The clock, chance, a timer, the console or the process, where a module names it as a global. */
function impureGlobal(node: Node, parent: Node | undefined, key: string): string | undefined {
  if (node.type === 'NewExpression' || node.type === 'CallExpression') {
    const args = node.arguments;
    const isDate = nameOf(node.callee) === 'Date';
    const isNow = node.type === 'CallExpression' || (Array.isArray(args) && args.length === 0);
    if (isDate && isNow) return 'the current Date';
  }
  if (node.type === 'MemberExpression') {
    const member = `${nameOf(node.object)}.${nameOf(node.property)}`;
    if (member === 'Date.now' || member === 'Math.random') return member;
  }
  const name = nameOf(node);
  if (name === undefined || !impureNames.has(name)) return undefined;
  const isField =
    (parent?.type === 'MemberExpression' && key === 'property' && parent.computed !== true) ||
    (key === 'key' && parent?.computed !== true && parent?.shorthand !== true);
  return isField ? undefined : name;
}

function nameOf(value: unknown): string | undefined {
  if (!isNode(value) || value.type !== 'Identifier') return undefined;
  return typeof value.name === 'string' ? value.name : undefined;
}

/** A module that only passes on other modules' names. */
function isBarrel(program: unknown): boolean {
  const body = isNode(program) ? program.body : undefined;
  if (!Array.isArray(body) || body.length === 0) return false;
  return body.every(
    (statement) =>
      isNode(statement) &&
      /^Export(Named|All)Declaration$/.test(statement.type) &&
      isNode(statement.source),
  );
}
