import type { BrowserWindowConstructorOptions, PrintToPDFOptions } from 'electron';
import type { Millis } from '../../domain/base/quantity.ts';
import { err, ok, type Result } from '../../domain/base/result.ts';
import { appAddress } from './app-address.ts';
import type { DrawWish } from './hub-messages.ts';
import type { ReportPages } from './report-pages.ts';
import type { Timers } from './timers.ts';

/** A picture as Electron gives it. */
interface Picture {
  isEmpty(): boolean;
  toJPEG(quality: number): Uint8Array;
}

/** The contents of a window that nobody sees. */
interface HiddenContents {
  executeJavaScript(code: string): Promise<unknown>;
  printToPDF(options: PrintToPDFOptions): Promise<Uint8Array>;
  /** Asks a window without a screen for its next picture. */
  invalidate(): void;
  once(
    event: 'paint',
    listener: (details: unknown, dirty: unknown, picture: Picture) => void,
  ): unknown;
}

/** The part of Electron's window that draws for a report; `C` is what its contents are to the shell. */
export interface HiddenWindow<C> {
  readonly webContents: C & HiddenContents;
  loadURL(address: string): Promise<void>;
  isDestroyed(): boolean;
  destroy(): void;
}

/** What the windows of reports stand on. */
export interface ReportWindowsGround<C> {
  readonly make: (options: BrowserWindowConstructorOptions) => HiddenWindow<C>;
  /** How every window is made. */
  readonly options: BrowserWindowConstructorOptions;
  readonly pages: ReportPages;
  readonly timers: Timers;
}

/** Hidden windows in which reports are drawn. */
export interface ReportWindows<C> {
  /** The answer is a JPEG or a PDF, empty when nothing was to be drawn; the error says why there is none. */
  draw(wish: DrawWish): Promise<Result<Uint8Array>>;
  /** Whether these are the contents of one of them: its seat may have a port to the hub. */
  isOurs(contents: C): boolean;
  /** Nobody is there any more for whom something is drawn. */
  closeAll(): void;
}

/** As in the pictures that a browser takes: of half a page of A4, at twice its size. */
const PICTURE = { width: 1_120, height: 840 } as const;
const JPEG_QUALITY = 85;
/** Until a map stands still, on a machine that draws in software. */
const DRAWN_MS: Millis = 180_000;
const LOOK_EVERY_MS: Millis = 200;
const PAINT_MS: Millis = 30_000;
const PRINT_MS: Millis = 120_000;
const GONE = 'it is not wanted any more';
/** What a seat that shows nothing but its map says of itself. */
const DRAWN = 'document.documentElement.dataset.drawn ?? ""';

/** Draws reports in windows that are never shown, one for each job, as sandboxed as every other. */
export function reportWindows<C>(ground: ReportWindowsGround<C>): ReportWindows<C> {
  const { timers } = ground;
  const windows = new Map<number, HiddenWindow<C>>();

  const open = (job: number, options: BrowserWindowConstructorOptions): HiddenWindow<C> => {
    close(job);
    const window = ground.make({ ...ground.options, ...options, show: false });
    windows.set(job, window);
    return window;
  };
  const close = (job: number) => {
    const window = windows.get(job);
    windows.delete(job);
    if (window && !window.isDestroyed()) window.destroy();
  };

  const openMap = async ({ job, session, language }: Extract<DrawWish, { do: 'picture' }>) => {
    const known = windows.get(job);
    if (known) return known;
    const { webPreferences } = ground.options;
    // A window that is hidden is not painted on every system; one without a screen is.
    const window = open(job, {
      ...PICTURE,
      useContentSize: true,
      webPreferences: { ...webPreferences, offscreen: true },
    });
    await window.loadURL(appAddress({ view: 'map', session, lang: language }));
    return window;
  };

  const picture = async (wish: Extract<DrawWish, { do: 'picture' }>): Promise<Uint8Array> => {
    const window = await openMap(wish);
    await untilDrawn(window, wish.issuedAt);
    const painted = new Promise<Picture>((resolve) =>
      window.webContents.once('paint', (_details, _dirty, image) => resolve(image)),
    );
    window.webContents.invalidate();
    const image = await within(timers, PAINT_MS, painted, 'the window was not painted');
    if (image.isEmpty()) throw new Error('the picture of the window is empty');
    return image.toJPEG(JPEG_QUALITY);
  };

  const untilDrawn = async (window: HiddenWindow<C>, issuedAt: Millis) => {
    const until = timers.now() + DRAWN_MS;
    let last = '';
    while (timers.now() < until) {
      if (window.isDestroyed()) throw new Error(GONE);
      last = String(await window.webContents.executeJavaScript(DRAWN));
      if (last === 'none') throw new Error('the window cannot draw a map: it has no WebGL2');
      if (Number(last) === issuedAt) return;
      await new Promise<void>((resolve) => void timers.after(LOOK_EVERY_MS, resolve));
    }
    const at = new Date(issuedAt).toISOString();
    throw new Error(`the seat did not draw the raster of ${at} in time (it shows "${last}")`);
  };

  const pdf = async ({ job, html }: Extract<DrawWish, { do: 'pdf' }>): Promise<Uint8Array> => {
    const page = ground.pages.hold(html);
    const { preload: _preload, ...webPreferences } = ground.options.webPreferences ?? {};
    const window = open(job, { webPreferences: { ...webPreferences, javascript: false } });
    const print = async () => {
      await window.loadURL(page.address);
      return await window.webContents.printToPDF({
        printBackground: true,
        preferCSSPageSize: true,
        pageSize: 'A4',
        generateTaggedPDF: true,
        generateDocumentOutline: true,
      });
    };
    try {
      return await within(timers, PRINT_MS, print(), 'the page was not printed');
    } finally {
      page.drop();
    }
  };

  return {
    async draw(wish) {
      try {
        if (wish.do === 'done') {
          close(wish.job);
          return ok(new Uint8Array());
        }
        const drawn = wish.do === 'picture' ? await picture(wish) : await pdf(wish);
        // Bytes of their own: a clone of a view takes the whole buffer below it along.
        return ok(Uint8Array.from(drawn));
      } catch (error) {
        return err(error instanceof Error ? error.message : String(error));
      }
    },
    isOurs: (contents) => [...windows.values()].some((window) => window.webContents === contents),
    closeAll() {
      for (const job of [...windows.keys()]) close(job);
    },
  };
}

/** Rejects with `late` when `work` has not settled after so long. */
function within<T>(timers: Timers, mostMs: Millis, work: Promise<T>, late: string): Promise<T> {
  return new Promise((resolve, reject) => {
    const cancel = timers.after(mostMs, () => reject(new Error(`${late} in time`)));
    work.then(resolve, reject).finally(cancel);
  });
}
