import { createReadStream } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { contentSecurityPolicy } from '../hub/transport/content-security-policy.ts';
import { isOwnAddress } from './app-address.ts';
import { byteRange } from './byte-range.ts';
import { mediaType } from './media-type.ts';

/** A folder under an address: `/tiles/` → folder. */
export interface Mount {
  /** Begins and ends with a slash. */
  readonly prefix: string;
  readonly folder: string;
  /** Endings that may be served from it; absent: all that the console knows. */
  readonly only?: readonly string[];
}

const OUR_HEADERS = {
  'content-security-policy': contentSecurityPolicy(),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
};

/**
 * Answers requests for `app://anlan/…` from folders, the longest prefix first. Reads only: GET and HEAD, with byte
 * ranges, which `net.fetch` of a file would ignore. What lies outside a folder is not there, links included.
 */
export function appProtocol(mounts: readonly Mount[]): (request: Request) => Promise<Response> {
  const ordered = [...mounts].sort((a, b) => b.prefix.length - a.prefix.length);
  return async (request) => {
    if (!isOwnAddress(request.url)) return refusal(404);
    if (request.method !== 'GET' && request.method !== 'HEAD') return refusal(405);
    const found = await findFile(ordered, new URL(request.url).pathname);
    return found ? await answer(request, found) : refusal(404);
  };
}

interface FoundFile {
  readonly file: string;
  readonly type: string;
  readonly size: number;
}

async function findFile(
  mounts: readonly Mount[],
  pathname: string,
): Promise<FoundFile | undefined> {
  const asked = decoded(pathname);
  const mount = mounts.find(({ prefix }) => asked?.startsWith(prefix));
  if (asked === undefined || !mount) return undefined;
  const type = mediaType(asked);
  const ending = path.extname(asked).toLowerCase();
  if (type === undefined || mount.only?.includes(ending) === false) return undefined;
  try {
    const folder = await realpath(mount.folder);
    const file = await realpath(path.join(folder, asked.slice(mount.prefix.length)));
    const facts = await stat(file);
    if (!file.startsWith(`${folder}${path.sep}`) || !facts.isFile()) return undefined;
    return { file, type, size: facts.size };
  } catch {
    // Nothing there, or nothing that may be read: the same to a page.
    return undefined;
  }
}

/** The path in plain characters; undefined for one that is no path of ours. */
function decoded(pathname: string): string | undefined {
  try {
    const text = decodeURIComponent(pathname);
    const isOdd = text.includes('\0') || text.includes('\\') || text.split('/').includes('..');
    return isOdd ? undefined : text;
  } catch {
    return undefined;
  }
}

async function answer(request: Request, { file, type, size }: FoundFile): Promise<Response> {
  const range = byteRange(request.headers.get('range'), size);
  const headers = { ...OUR_HEADERS, 'content-type': type, 'accept-ranges': 'bytes' };
  if (range === 'outside') {
    return new Response(null, {
      status: 416,
      headers: { ...headers, 'content-range': `bytes */${size}` },
    });
  }
  const { first, last } = range === 'whole' ? { first: 0, last: size - 1 } : range;
  const length = last - first + 1;
  const body = request.method === 'HEAD' || length <= 0 ? null : bytesOf(file, first, last);
  return new Response(body, {
    status: range === 'whole' ? 200 : 206,
    headers: {
      ...headers,
      'content-length': String(Math.max(0, length)),
      ...(range === 'whole' ? {} : { 'content-range': `bytes ${first}-${last}/${size}` }),
    },
  });
}

/** A stream that reads as the page takes, so that a map file of gigabytes is never in memory. */
function bytesOf(file: string, first: number, last: number): ReadableStream<Uint8Array> {
  const stream = Readable.toWeb(createReadStream(file, { start: first, end: last }));
  return stream as ReadableStream<Uint8Array>;
}

function refusal(status: number): Response {
  const allow = status === 405 ? { allow: 'GET, HEAD' } : {};
  return new Response(null, { status, headers: { ...OUR_HEADERS, ...allow } });
}
