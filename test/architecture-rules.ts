import path from 'node:path/posix';
import type { ImportKind, SourceModule } from './source-modules.ts';

/** What the modules of one folder may import; everything not named here is refused. */
export interface Area {
  /** Folder under src/. */
  readonly folder: string;
  /** Folders or modules under src/ that may be imported, besides the area itself. */
  readonly imports: readonly { readonly place: string; readonly kinds: readonly ImportKind[] }[];
  /** Whether Node's own modules may be imported. */
  readonly node: boolean;
  /** npm packages that may be imported, each with its reason; `in` narrows it to one folder or module. */
  readonly packages: Readonly<Record<string, { readonly reason: string; readonly in?: string }>>;
}

const any: readonly ImportKind[] = ['value', 'type', 'url'];
const typesAndUrls: readonly ImportKind[] = ['type', 'url'];

/** "Who may import whom" of docs/ARCHITECTURE.md, as a table. The most specific folder wins. */
export const areas: readonly Area[] = [
  {
    folder: 'domain',
    imports: [],
    node: false,
    packages: {
      gcoord: { reason: 'GCJ-02 and BD-09 have no published formula; this is the kept reference' },
      zod: { reason: 'schemas of plans and sites are part of the domain; zod is pure' },
    },
  },
  {
    folder: 'store',
    imports: [{ place: 'domain', kinds: any }],
    node: true,
    packages: {
      sqlite3: { reason: 'the event file is one SQLite file' },
      zod: { reason: 'checks the lines of a log that comes back as text' },
    },
  },
  {
    folder: 'workers',
    imports: [
      { place: 'domain', kinds: any },
      { place: 'store', kinds: any },
    ],
    node: true,
    packages: {
      comlink: { reason: 'calls between a thread and its owner', in: 'workers/remote.ts' },
      delaunator: {
        reason: 'Delaunay triangulation of 75,000 people in tens of ms, with robust predicates',
        in: 'workers/kernels/tracks',
      },
      '@tmcw/togeojson': {
        reason: 'KML and GPX have many dialects; kept, small, reads a document and nothing else',
        in: 'workers/kernels/map-files',
      },
      '@xmldom/xmldom': {
        reason: 'the strict XML document that togeojson reads',
        in: 'workers/kernels/map-files',
      },
      flatgeobuf: {
        reason:
          'the reference reader of FlatGeobuf; its zstd part is for addresses and never loaded',
        in: 'workers/kernels/map-files',
      },
      pmtiles: {
        reason: 'the reference reader of PMTiles, over a file of ours',
        in: 'workers/kernels/map-files',
      },
    },
  },
  {
    folder: 'main/hub',
    imports: [
      { place: 'main/review', kinds: any },
      { place: 'domain', kinds: any },
      { place: 'store', kinds: any },
      { place: 'workers/remote.ts', kinds: any },
      { place: 'workers', kinds: typesAndUrls },
    ],
    node: true,
    packages: {
      zod: { reason: 'checks what comes in from files, configuration and the network' },
      pino: { reason: 'the log of the program' },
      luxon: { reason: "feeds give local times in a named zone, Node's Date knows none" },
      ws: { reason: 'the WebSocket that links a seat', in: 'main/hub/transport' },
      fastify: { reason: 'HTTP: static files, ingest, health', in: 'main/hub/transport' },
      '@fastify/static': { reason: 'serves the built console', in: 'main/hub/transport' },
      'node-mavlink': {
        reason: 'MAVLink dialects and checksums; LGPL, unmodified',
        in: 'main/hub/adapters',
      },
      'json-p3': { reason: 'RFC 9535 paths into JSON feeds', in: 'main/hub/adapters' },
      'fast-xml-parser': {
        reason: 'feeds that send XML; it resolves nothing',
        in: 'main/hub/adapters',
      },
      mqtt: { reason: 'feeds from brokers elsewhere', in: 'main/hub/adapters' },
      aedes: { reason: "the hub's own MQTT broker, and one elsewhere for the contract tests" },
      'csv-parse': { reason: 'feeds that send CSV', in: 'main/hub/adapters' },
    },
  },
  {
    folder: 'main/review',
    imports: [
      { place: 'domain', kinds: any },
      { place: 'store', kinds: any },
      { place: 'workers/remote.ts', kinds: any },
      { place: 'workers', kinds: typesAndUrls },
      { place: 'main/hub/event-documents.ts', kinds: any },
    ],
    node: true,
    packages: {},
  },
  {
    folder: 'main/server',
    imports: [
      { place: 'main/hub', kinds: any },
      // What a report needs of a program that serves the console; the hub is given it.
      { place: 'main/review', kinds: any },
      { place: 'domain', kinds: any },
    ],
    node: true,
    packages: { pino: { reason: 'the log of the program' } },
  },
  {
    folder: 'main/cli',
    imports: [
      { place: 'main/review', kinds: any },
      { place: 'main/hub', kinds: any },
      { place: 'main/server', kinds: any },
      { place: 'store', kinds: any },
      { place: 'workers', kinds: any },
      { place: 'domain', kinds: any },
    ],
    node: true,
    packages: {
      'csv-parse': { reason: 'RFC 4180 in a stream' },
      yauzl: {
        reason: 'JuPedSim scenarios are zip archives; checks names, sizes and sums',
        in: 'main/cli/scenario-files',
      },
      luxon: { reason: 'instants with an offset on the command line' },
      mqtt: { reason: 'plays recordings to a broker', in: 'main/cli/feed' },
      'node-mavlink': { reason: 'moves the positions of a recorded flight', in: 'main/cli/feed' },
      zod: { reason: 'checks the rows of recordings' },
      'hyparquet-writer': {
        reason: 'writes Parquet in plain JavaScript, group by group; nothing native',
        in: 'main/cli/exports',
      },
      '@mcap/core': {
        reason: 'the reference writer of MCAP: chunks, indexes and sums',
        in: 'main/cli/exports',
      },
      geojson: { reason: 'types of what an export holds', in: 'main/cli/exports' },
    },
  },
  {
    // The hub inside Electron, in a process of its own: the one file of the shell that knows the hub.
    folder: 'main/electron/hub-process.ts',
    imports: [
      { place: 'main/electron/hub-messages.ts', kinds: any },
      { place: 'main/hub', kinds: any },
      { place: 'main/server', kinds: any },
      // What draws reports with windows; the hub is given it.
      { place: 'main/review', kinds: any },
      { place: 'domain', kinds: any },
    ],
    node: true,
    packages: { pino: { reason: 'the log of the program' } },
  },
  {
    folder: 'main/electron',
    imports: [
      { place: 'domain', kinds: any },
      // One policy for both shells.
      { place: 'main/hub/transport/content-security-policy.ts', kinds: any },
      // An event's folder is checked before what runs is ended for it.
      { place: 'main/hub/event-documents.ts', kinds: any },
    ],
    node: true,
    packages: {
      electron: { reason: 'windows, menus, the process that the hub runs in' },
      zod: { reason: 'checks the remembered windows and what the hub says' },
    },
  },
  {
    folder: 'renderer',
    imports: [
      { place: 'domain', kinds: any },
      { place: 'workers', kinds: typesAndUrls },
    ],
    node: false,
    packages: {
      react: { reason: 'the panels' },
      'react-dom': { reason: 'the panels' },
      'maplibre-gl': { reason: 'the map' },
      '@deck.gl/core': { reason: 'layers over the map' },
      '@deck.gl/layers': { reason: 'simulated people as points over the map' },
      '@deck.gl/maplibre': { reason: 'layers over the map' },
      '@luma.gl/core': { reason: 'textures and shaders of own layers' },
      '@luma.gl/engine': { reason: 'textures and shaders of own layers' },
      '@luma.gl/shadertools': { reason: 'textures and shaders of own layers' },
      geojson: { reason: 'types of what the map draws' },
      zustand: { reason: 'the stores' },
      zod: { reason: 'checks what comes from the hub and from storage' },
      i18next: { reason: 'Chinese and English' },
      'radix-ui': { reason: 'accessible primitives', in: 'renderer/ui' },
      'react-resizable-panels': {
        reason: 'panes that are resized by mouse and keyboard',
        in: 'renderer/panels',
      },
      uplot: { reason: 'curves over time' },
      'pinyin-pro': { reason: 'Chinese names are found by their sound', in: 'renderer/commands' },
      tinykeys: { reason: 'key bindings of commands' },
      '@tanstack/react-virtual': { reason: 'long lists' },
      '@fontsource/noto-sans-sc': { reason: 'one Chinese font, offline' },
    },
  },
];

/** The area a file under src/ belongs to; undefined when no area claims its folder. */
export function areaOf(file: string): Area | undefined {
  return areas.find((area) => isWithin(file, area.folder));
}

/** Every breach of the import table by one module, as lines for a person. */
export function importBreaches(module: SourceModule): readonly string[] {
  const area = areaOf(module.file);
  if (area === undefined)
    return [`src/${module.file}: its folder is in no area of the import table`];
  return module.imports.flatMap(({ specifier, kind, line }) => {
    const refusal = refusalOf(area, module.file, specifier, kind);
    return refusal === undefined
      ? []
      : [`src/${module.file}:${line} imports ${specifier}: ${refusal}`];
  });
}

function refusalOf(
  area: Area,
  file: string,
  specifier: string,
  kind: ImportKind,
): string | undefined {
  if (specifier.startsWith('.')) return refusalOfModule(area, resolve(file, specifier), kind);
  if (specifier.startsWith('node:')) {
    return area.node ? undefined : `${area.folder} may not use Node's modules`;
  }
  const name = packageOf(specifier);
  const allowed = area.packages[name];
  if (allowed === undefined) return `${area.folder} may not import the package ${name}`;
  if (allowed.in !== undefined && !isWithin(file, allowed.in)) return `only in ${allowed.in}`;
  return undefined;
}

function refusalOfModule(area: Area, target: string, kind: ImportKind): string | undefined {
  if (isWithin(target, area.folder)) return undefined;
  const rule = area.imports.find(({ place }) => isWithin(target, place));
  if (rule === undefined) return `${area.folder} may not import ${target}`;
  if (rule.kinds.includes(kind)) return undefined;
  return `${area.folder} may import from ${rule.place} only as ${rule.kinds.join(' or ')}`;
}

/** Import cycles between modules, types included, each once: `a → b → a`. */
export function importCycles(modules: readonly SourceModule[]): readonly string[] {
  const targets = new Map(
    modules.map((module) => [
      module.file,
      module.imports
        .filter(({ specifier, kind }) => specifier.startsWith('.') && kind !== 'url')
        .map(({ specifier }) => resolve(module.file, specifier)),
    ]),
  );
  const cycles = new Set<string>();
  const done = new Set<string>();
  const visit = (file: string, trail: readonly string[]): void => {
    const start = trail.indexOf(file);
    if (start >= 0) {
      cycles.add([...trail.slice(start), file].join(' → '));
      return;
    }
    if (done.has(file)) return;
    for (const target of targets.get(file) ?? []) visit(target, [...trail, file]);
    done.add(file);
  };
  for (const file of targets.keys()) visit(file, []);
  return [...cycles];
}

/** Path under src/ of a relative specifier; a query such as `?worker` is not part of it. */
function resolve(file: string, specifier: string): string {
  return path.join(path.dirname(file), specifier.replace(/\?.*$/, ''));
}

/** `@scope/name` or `name` of a package specifier. */
function packageOf(specifier: string): string {
  const parts = specifier.split('/');
  return parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
}

function isWithin(file: string, place: string): boolean {
  return file === place || file.startsWith(`${place}/`);
}
