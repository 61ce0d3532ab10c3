import { err, type Result } from '../../../domain/base/result.ts';
import type { Datum } from '../../../domain/geo/datum.ts';
import type {
  ConvertedFeatures,
  MapFileSummary,
  MapFilesThread,
} from '../../../workers/map-files-port.ts';
import {
  type RemoteThread,
  startThread,
  ThreadEnded,
  threadFile,
} from '../../../workers/remote.ts';

/** A file of the permitted size is read within a few seconds; one that takes longer was made to. */
const PATIENCE_MS = 60_000;
/** A tree of 16 MB of XML takes some 700 MB. */
const MAX_HEAP_MB = 1_024;

interface Running {
  readonly thread: RemoteThread<MapFilesThread>;
  /** Resolves to the reason when the thread is no more. */
  readonly gone: Promise<string>;
  end(why: string): void;
}

/**
 * Has map files read in a thread of their own, which starts with the first question. A file that makes the thread die
 * or run without end costs its own answer; the next question finds a new thread.
 */
export class MapFileDesk {
  #running: Running | undefined;

  async describe(file: string): Promise<Result<MapFileSummary>> {
    return await this.#ask((api) => api.describe(file));
  }

  async convert(file: string, datum: Datum): Promise<Result<ConvertedFeatures>> {
    return await this.#ask((api) => api.convert(file, datum));
  }

  async tile(
    file: string,
    z: number,
    x: number,
    y: number,
  ): Promise<Result<Uint8Array | undefined>> {
    return await this.#ask((api) => api.tile(file, z, x, y));
  }

  async close(): Promise<void> {
    const running = this.#running;
    running?.end('the hub is closing');
    await running?.thread.terminate();
  }

  async #ask<T>(question: (api: MapFilesThread) => Promise<Result<T>>): Promise<Result<T>> {
    const running = this.#start();
    const timer = setTimeout(() => {
      running.end(`it was not read within ${PATIENCE_MS / 1_000} seconds`);
      void running.thread.terminate();
    }, PATIENCE_MS);
    try {
      // The proxy gives promises of what the port promises already.
      const answer = question(running.thread.api as MapFilesThread);
      return await Promise.race([answer, running.gone.then((why) => err(why))]);
    } catch (error) {
      if (error instanceof ThreadEnded) return err(await running.gone);
      return err(error instanceof Error ? error.message : String(error));
    } finally {
      clearTimeout(timer);
    }
  }

  #start(): Running {
    if (this.#running) return this.#running;
    const thread = startThread<MapFilesThread>(threadFile('map-files.thread.ts'), {
      maxOldGenerationSizeMb: MAX_HEAP_MB,
    });
    let tell: (why: string) => void = () => {};
    const gone = new Promise<string>((resolve) => {
      tell = resolve;
    });
    const running: Running = {
      thread,
      gone,
      end: (why) => {
        if (this.#running === running) this.#running = undefined;
        tell(why);
      },
    };
    thread.onDeath((error) => running.end(`it needs too much to be read (${error.message})`));
    this.#running = running;
    return running;
  }
}
