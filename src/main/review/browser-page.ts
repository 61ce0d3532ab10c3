import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import process from 'node:process';

const DEVTOOLS = /DevTools listening on ws:\/\/([\d.]+:\d+)/;
const START_MS = 60_000;
const ENDED = 'the browser has ended';
/** Of a picture on half a page of A4, at twice its size. */
const WIDTH = 1_120;
const HEIGHT = 840;

/** What the browser answers to a command of its DevTools protocol. */
interface Answer {
  readonly id?: number;
  readonly result?: Readonly<Record<string, unknown>>;
  readonly error?: { readonly message: string };
}

/** One page in a headless browser of its own, by its DevTools protocol. */
export class BrowserPage {
  readonly #browser: ChildProcess;
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  #lastId = 0;

  private constructor(browser: ChildProcess, socket: WebSocket) {
    this.#browser = browser;
    this.#socket = socket;
    socket.addEventListener('message', ({ data }: MessageEvent) => {
      const answer: Answer = JSON.parse(String(data));
      if (answer.id === undefined) return;
      this.#waiting.get(answer.id)?.(answer);
      this.#waiting.delete(answer.id);
    });
    socket.addEventListener('close', () => {
      for (const answer of this.#waiting.values()) answer({ error: { message: ENDED } });
      this.#waiting.clear();
    });
  }

  /**
   * Starts a browser that keeps its things in `folder`, and opens an address in it. It ends with the signal; whatever it
   * was asked then fails.
   */
  static async open(
    chromium: string,
    folder: string,
    address: string,
    signal?: AbortSignal,
  ): Promise<BrowserPage> {
    signal?.throwIfAborted();
    const browser = spawn(
      chromium,
      [
        '--headless',
        // Chromium refuses to sandbox what root runs; it opens our own hub alone.
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        '--remote-debugging-port=0',
        '--use-gl=angle',
        '--use-angle=swiftshader',
        '--enable-unsafe-swiftshader',
        '--ignore-gpu-blocklist',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        `--window-size=${WIDTH},${HEIGHT}`,
        `--user-data-dir=${path.join(folder, 'browser')}`,
        'about:blank',
      ],
      { stdio: ['ignore', 'ignore', 'pipe'] },
    );
    const stop = () => void browser.kill();
    signal?.addEventListener('abort', stop, { once: true });
    browser.once('exit', () => signal?.removeEventListener('abort', stop));
    try {
      const host = await devtools(browser);
      const opened = await fetch(`http://${host}/json/new?${encodeURIComponent(address)}`, {
        method: 'PUT',
      });
      const { webSocketDebuggerUrl } = (await opened.json()) as { webSocketDebuggerUrl: string };
      const socket = new WebSocket(webSocketDebuggerUrl);
      await new Promise<void>((resolve, reject) => {
        socket.addEventListener('open', () => resolve());
        socket.addEventListener('error', () => reject(new Error('the browser does not answer')));
      });
      return new BrowserPage(browser, socket);
    } catch (error) {
      browser.kill();
      throw error;
    }
  }

  /** The value of an expression in the page, as text. */
  async read(expression: string): Promise<string> {
    const { result } = await this.#command('Runtime.evaluate', { expression, returnByValue: true });
    const value = (result as { readonly value?: unknown } | undefined)?.value;
    return typeof value === 'string' ? value : '';
  }

  /** What the page shows, as the address of an embedded JPEG. */
  async picture(): Promise<string> {
    const { data } = await this.#command('Page.captureScreenshot', { format: 'jpeg', quality: 85 });
    return `data:image/jpeg;base64,${String(data)}`;
  }

  async close(): Promise<void> {
    this.#socket.close();
    if (this.#browser.exitCode !== null || this.#browser.signalCode !== null) return;
    const ended = once(this.#browser, 'exit');
    this.#browser.kill();
    await ended;
  }

  async #command(
    method: string,
    params: Readonly<Record<string, unknown>>,
  ): Promise<Readonly<Record<string, unknown>>> {
    if (this.#socket.readyState !== WebSocket.OPEN) throw new Error(ENDED);
    const id = ++this.#lastId;
    const answer = await new Promise<Answer>((resolve) => {
      this.#waiting.set(id, resolve);
      this.#socket.send(JSON.stringify({ id, method, params }));
    });
    if (answer.error) throw new Error(`${method}: ${answer.error.message}`);
    return answer.result ?? {};
  }
}

function devtools(browser: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const late = setTimeout(() => reject(new Error('the browser did not start')), START_MS);
    // A timer that is left would keep a program from ending for a minute.
    const settle = (settled: () => void) => {
      clearTimeout(late);
      settled();
    };
    browser.once('error', (error) => settle(() => reject(error)));
    browser.once('exit', (code) =>
      settle(() => reject(new Error(`the browser ended with code ${code}`))),
    );
    let isFound = false;
    browser.stderr?.on('data', (chunk: Buffer) => {
      if (isFound) return;
      said += chunk.toString('utf8');
      const host = DEVTOOLS.exec(said)?.[1];
      if (host === undefined) return;
      isFound = true;
      settle(() => resolve(host));
    });
  });
}
