import { crc32, zstdDecompressSync } from 'node:zlib';

/** A message as it stands in a file. */
export interface McapMessage {
  readonly topic: string;
  readonly schema: string;
  readonly logTime: bigint;
  readonly sequence: number;
  readonly content: Record<string, unknown>;
}

const MAGIC = Buffer.from([0x89, 0x4d, 0x43, 0x41, 0x50, 0x30, 0x0d, 0x0a]);
const SCHEMA = 0x03;
const CHANNEL = 0x04;
const MESSAGE = 0x05;
const CHUNK = 0x06;
const STATISTICS = 0x0b;
const DATA_END = 0x0f;

/** Fields of a record, little-endian, one after the other (mcap.dev/spec, "Serialization"). */
class Fields {
  #at = 0;
  readonly #bytes: Buffer;
  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }
  u16(): number {
    this.#at += 2;
    return this.#bytes.readUInt16LE(this.#at - 2);
  }
  u32(): number {
    this.#at += 4;
    return this.#bytes.readUInt32LE(this.#at - 4);
  }
  u64(): bigint {
    this.#at += 8;
    return this.#bytes.readBigUInt64LE(this.#at - 8);
  }
  text(): string {
    const length = this.u32();
    this.#at += length;
    return this.#bytes.toString('utf8', this.#at - length, this.#at);
  }
  rest(): Buffer {
    return this.#bytes.subarray(this.#at);
  }
}

/**
 * Reads an MCAP file by its published specification alone, with nothing of the package that wrote it: magic, records,
 * chunks with their sums, and the counts of the statistics. Throws where the file does not keep the specification.
 */
export function readMcapBySpec(file: Buffer): readonly McapMessage[] {
  if (!file.subarray(0, 8).equals(MAGIC) || !file.subarray(-8).equals(MAGIC)) {
    throw new Error('no magic at the beginning or the end');
  }
  const schemas = new Map<number, string>();
  const channels = new Map<number, { topic: string; schema: number; encoding: string }>();
  const messages: McapMessage[] = [];
  let counted: bigint | undefined;
  let isData = true;
  const record = (opcode: number, content: Buffer): void => {
    const fields = new Fields(content);
    if (opcode === DATA_END) isData = false;
    if (opcode === STATISTICS) counted = fields.u64();
    if (opcode === SCHEMA) schemas.set(fields.u16(), fields.text());
    if (opcode === CHANNEL) {
      const id = fields.u16();
      const schema = fields.u16();
      channels.set(id, { schema, topic: fields.text(), encoding: fields.text() });
    }
    if (opcode === CHUNK) {
      fields.u64();
      fields.u64();
      const size = Number(fields.u64());
      const sum = fields.u32();
      const compression = fields.text();
      const length = Number(fields.u64());
      const packed = fields.rest();
      if (packed.length !== length) throw new Error('a chunk has another length than it says');
      const unpacked = compression === 'zstd' ? zstdDecompressSync(packed) : packed;
      if (unpacked.length !== size) throw new Error('a chunk unpacks to another length');
      if (sum !== 0 && crc32(unpacked) !== sum) throw new Error('a chunk has another sum');
      eachRecord(unpacked, record);
    }
    if (opcode === MESSAGE && isData) {
      const channel = channels.get(fields.u16());
      if (!channel) throw new Error('a message of no channel');
      const sequence = fields.u32();
      const logTime = fields.u64();
      fields.u64();
      messages.push({
        topic: channel.topic,
        schema: schemas.get(channel.schema) ?? '',
        logTime,
        sequence,
        content: JSON.parse(fields.rest().toString('utf8')),
      });
    }
  };
  eachRecord(file.subarray(8, -8), record);
  if (counted !== BigInt(messages.length)) {
    throw new Error(`${messages.length} messages, and the statistics say ${counted}`);
  }
  return messages;
}

function eachRecord(bytes: Buffer, visit: (opcode: number, content: Buffer) => void): void {
  for (let at = 0; at < bytes.length; ) {
    const length = Number(bytes.readBigUInt64LE(at + 1));
    visit(bytes[at] ?? 0, bytes.subarray(at + 9, at + 9 + length));
    at += 9 + length;
  }
}
