import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { zstdCompressSync } from 'node:zlib';
import { McapWriter } from '@mcap/core';
import type { Millis } from '../../../domain/base/quantity.ts';
import type { McapSchema } from './mcap-schemas.ts';

/** Chunks of about this size are compressed and indexed on their own. */
const CHUNK_BYTES = 1024 * 1024;

/** Writes an MCAP file of JSON messages, indexed and compressed; it takes its name when it is whole. */
export class McapFile {
  readonly #file: string;
  readonly #handle: FileHandle;
  readonly #writer: McapWriter;
  readonly #schemas = new Map<string, number>();
  readonly #channels = new Map<string, { readonly id: number; messages: number }>();

  private constructor(file: string, handle: FileHandle, writer: McapWriter) {
    this.#file = file;
    this.#handle = handle;
    this.#writer = writer;
  }

  static async create(file: string): Promise<McapFile> {
    const handle = await open(`${file}.partial`, 'w');
    let written = 0n;
    const writer = new McapWriter({
      writable: {
        async write(bytes) {
          await handle.writeFile(bytes);
          written += BigInt(bytes.byteLength);
        },
        position: () => written,
      },
      chunkSize: CHUNK_BYTES,
      compressChunk: (chunk) => ({ compression: 'zstd', compressedData: zstdCompressSync(chunk) }),
    });
    await writer.start({ profile: '', library: 'anlan' });
    return new McapFile(file, handle, writer);
  }

  /** Adds a message under a topic. `at`: when it was known; `observedAt`: when it was true. */
  async message(
    topic: string,
    schema: McapSchema,
    at: Millis,
    content: object,
    observedAt: Millis = at,
  ): Promise<void> {
    const channel = this.#channels.get(topic) ?? (await this.#channel(topic, schema));
    await this.#writer.addMessage({
      channelId: channel.id,
      sequence: channel.messages,
      logTime: nanos(at),
      publishTime: nanos(observedAt),
      data: Buffer.from(JSON.stringify(content)),
    });
    channel.messages += 1;
  }

  async metadata(name: string, values: Readonly<Record<string, string>>): Promise<void> {
    await this.#writer.addMetadata({ name, metadata: new Map(Object.entries(values)) });
  }

  async finish(): Promise<void> {
    await this.#writer.end();
    await this.#handle.close();
    await rename(`${this.#file}.partial`, this.#file);
  }

  async discard(): Promise<void> {
    await this.#handle.close();
    await rm(`${this.#file}.partial`, { force: true });
  }

  async #channel(topic: string, { name, schema }: McapSchema) {
    const schemaId =
      this.#schemas.get(name) ??
      (await this.#writer.registerSchema({
        name,
        encoding: 'jsonschema',
        data: Buffer.from(JSON.stringify(schema)),
      }));
    this.#schemas.set(name, schemaId);
    const id = await this.#writer.registerChannel({
      topic,
      schemaId,
      messageEncoding: 'json',
      metadata: new Map(),
    });
    const channel = { id, messages: 0 };
    this.#channels.set(topic, channel);
    return channel;
  }
}

/** An instant as the JSON schemas write it. */
export function stamp(at: Millis): { readonly sec: number; readonly nsec: number } {
  const sec = Math.floor(at / 1_000);
  return { sec, nsec: Math.round((at - sec * 1_000) * 1e6) };
}

function nanos(at: Millis): bigint {
  return BigInt(Math.round(at * 1_000)) * 1_000n;
}
