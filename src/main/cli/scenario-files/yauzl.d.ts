// The part of yauzl 3 that is used here; the package has no types of its own.
declare module 'yauzl' {
  import type { Readable } from 'node:stream';

  interface Entry {
    readonly fileName: string;
    readonly compressedSize: number;
    readonly uncompressedSize: number;
    readonly crc32: number;
    isEncrypted(): boolean;
  }

  interface ZipFile {
    readonly entryCount: number;
    eachEntry(): AsyncIterable<Entry>;
    openReadStreamPromise(entry: Entry): Promise<Readable>;
  }

  export function fromBufferPromise(
    buffer: Buffer,
    options: { readonly lazyEntries: true; readonly strictFileNames: boolean },
  ): Promise<ZipFile>;
}
