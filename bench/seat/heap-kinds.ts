import type { CDPSession } from '@playwright/test';

/** What a page's heap is made of, after a collection; MB. */
export interface HeapKinds {
  /** What the page made and still holds: objects, arrays, functions, strings, numbers. */
  readonly appMb: number;
  /** What stands behind them outside of V8's heap: bytes of array buffers, elements of the page. */
  readonly nativeMb: number;
  /** What V8 made of the page's code to run it faster: bytecode, machine code, feedback, hidden classes. */
  readonly engineMb: number;
}

/** Kinds of nodes of a snapshot that V8 makes for itself; all others but `native` are the page's. */
const ENGINE_KINDS: ReadonlySet<string> = new Set(['code', 'object shape', 'hidden', 'synthetic']);

/** The part of V8's snapshot that is read: `nodes` holds a row of `node_fields` for each object of the heap. */
interface Snapshot {
  readonly snapshot: {
    readonly meta: {
      readonly node_fields: readonly string[];
      /** Of the first field its names. */
      readonly node_types: readonly (readonly string[] | string)[];
    };
  };
  readonly nodes: readonly number[];
}

/** Takes a heap snapshot of the page (which begins with a collection) and sums its objects by who made them. */
export async function heapKinds(session: CDPSession): Promise<HeapKinds> {
  const chunks: string[] = [];
  const take = ({ chunk }: { readonly chunk: string }) => chunks.push(chunk);
  session.on('HeapProfiler.addHeapSnapshotChunk', take);
  try {
    // A first collection lets go of what only finalizers held.
    await session.send('HeapProfiler.collectGarbage');
    await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  } finally {
    session.off('HeapProfiler.addHeapSnapshotChunk', take);
  }
  return sumKinds(JSON.parse(chunks.join('')));
}

function sumKinds({ snapshot, nodes }: Snapshot): HeapKinds {
  const { node_fields: fields, node_types: types } = snapshot.meta;
  const [typeAt, sizeAt] = [fields.indexOf('type'), fields.indexOf('self_size')];
  const names = types[typeAt];
  if (sizeAt < 0 || names === undefined || typeof names === 'string') {
    throw new Error(
      'the heap snapshot has no types or no sizes: this Chromium writes another form',
    );
  }
  let app = 0;
  let native = 0;
  let engine = 0;
  for (let row = 0; row < nodes.length; row += fields.length) {
    const size = nodes[row + sizeAt] ?? 0;
    const kind = names[nodes[row + typeAt] ?? 0] ?? '';
    if (ENGINE_KINDS.has(kind)) engine += size;
    else if (kind === 'native') native += size;
    else app += size;
  }
  const mb = (bytes: number) => bytes / 1_048_576;
  return { appMb: mb(app), nativeMb: mb(native), engineMb: mb(engine) };
}
