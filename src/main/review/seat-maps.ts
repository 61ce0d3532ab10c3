import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import type { Millis } from '../../domain/base/quantity.ts';
import { err, ok, type Result } from '../../domain/base/result.ts';
import type { Link } from '../../domain/wire/contract.ts';
import { BrowserPage } from './browser-page.ts';
import { movingSeat } from './moving-seat.ts';
import type { MapWish, PictureOrder } from './report-press.ts';

const SERVER = fileURLToPath(new URL('../server/server.ts', import.meta.url));
const LISTENING = /listening on (http:\/\/127\.0\.0\.1:\d+)/;
/** Until the hub listens; and until a map stands still, on a machine that draws in software. */
const START_MS = 60_000;
const DRAWN_MS = 180_000;
const LOOK_EVERY_MS = 200;

/**
 * Pictures of a seat's own map at instants of a recording: a replay of the file is served by a hub of its own, and a
 * headless browser looks at it. The error says why it could not be done. Only where this program's files lie on the disk
 * and a plain Node runs them: inside Electron `windowPress` does it.
 */
export async function seatMaps(
  chromium: string,
  { file, language, wishes, signal }: PictureOrder,
): Promise<Result<readonly string[]>> {
  const folder = await mkdtemp(path.join(tmpdir(), 'anlan-maps-'));
  const hub = spawn(process.execPath, [SERVER, file, '--replay', '--port', '0', '--quiet'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const stop = () => void hub.kill();
  signal?.addEventListener('abort', stop, { once: true });
  try {
    signal?.throwIfAborted();
    const url = await listening(hub);
    await checkConsole(url);
    return ok(await look(url, chromium, language, wishes, folder, signal));
  } catch (error) {
    return err(error instanceof Error ? error.message : String(error));
  } finally {
    signal?.removeEventListener('abort', stop);
    hub.kill();
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

/** Looks at the instants one after the other with a browser that keeps its things in `folder`. */
async function look(
  url: string,
  chromium: string,
  language: 'zh' | 'en',
  wishes: readonly MapWish[],
  folder: string,
  signal: AbortSignal | undefined,
): Promise<readonly string[]> {
  const seat = await movingSeat(await socketLink(url));
  const page = await BrowserPage.open(
    chromium,
    folder,
    `${url}/?view=map&lang=${language}`,
    signal,
  );
  try {
    const pictures: string[] = [];
    for (const { at, issuedAt } of wishes) {
      if (issuedAt === undefined) throw new Error('no raster of an instant was kept');
      await seat.to(at);
      await drawn(page, issuedAt);
      pictures.push(await page.picture());
    }
    return pictures;
  } finally {
    seat.close();
    await page.close();
  }
}

/** From the sources the console has to be built first; a browser would wait in vain for its map. */
async function checkConsole(url: string): Promise<void> {
  const answer = await fetch(url);
  await answer.body?.cancel();
  if (!answer.ok) throw new Error('the console has not been built');
}

function listening(hub: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('the replay did not start')), START_MS);
    const settle = (settled: () => void) => {
      clearTimeout(late);
      settled();
    };
    hub.once('error', (error) => settle(() => reject(error)));
    hub.once('exit', (code) =>
      settle(() => reject(new Error(`the replay ended with code ${code}`))),
    );
    let said = '';
    hub.stdout?.on('data', (chunk: Buffer) => {
      // Never the whole log of a hub that talks: only until its line has come.
      if (LISTENING.test(said)) return;
      said += chunk.toString('utf8');
      const url = LISTENING.exec(said)?.[1];
      if (url !== undefined) settle(() => resolve(url));
    });
  });
}

/** The hub's socket for seats as a link. */
async function socketLink(url: string): Promise<Link> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/seat`);
  socket.binaryType = 'arraybuffer';
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('open', () => resolve());
    socket.addEventListener('error', () => reject(new Error('the replay does not answer')));
  });
  return {
    send: (data) => socket.send(typeof data === 'string' ? data : Uint8Array.from(data)),
    onMessage: (listener) =>
      socket.addEventListener('message', ({ data }: MessageEvent) =>
        listener(typeof data === 'string' ? data : new Uint8Array(data)),
      ),
    onClose: (listener) => socket.addEventListener('close', ({ reason }) => listener(reason)),
    close: (reason) => socket.close(1000, reason),
  };
}

/** Waits until the seat has drawn that raster and stands still. */
async function drawn(page: BrowserPage, issuedAt: Millis): Promise<void> {
  const until = performance.now() + DRAWN_MS;
  let last = '';
  while (performance.now() < until) {
    last = await page.read('document.documentElement.dataset.drawn ?? ""');
    if (last === 'none') throw new Error('the browser cannot draw a map: it has no WebGL2');
    if (Number(last) === issuedAt) return;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
  throw new Error(
    `the seat did not draw the raster of ${new Date(issuedAt).toISOString()} in time (it shows "${last}")`,
  );
}
