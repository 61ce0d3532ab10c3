import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { crc32 } from 'node:zlib';

/** The bytes in Electron's binary after which its fuses lie. */
const FUSE_SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
/** Version 1 of the fuse wire with nine fuses, as Electron 45 ships them. */
const FUSE_WIRE = '\u0001\u0009101000000';

interface Member {
  readonly name: string;
  readonly content: string;
  readonly mode: number;
}

/**
 * Writes a stand-in for Electron's download into a folder: what Forge unpacks, copies and flips, and nothing that runs.
 * It proves the configuration of the packaging and no more.
 */
export function writeStubElectron(folder: string, version: string, arch: string): string {
  const members: readonly Member[] = [
    { name: 'version', content: version, mode: 0o644 },
    { name: 'LICENSE', content: 'stand-in for a test', mode: 0o644 },
    { name: 'LICENSES.chromium.html', content: 'stand-in for a test', mode: 0o644 },
    { name: 'resources/default_app.asar', content: '', mode: 0o644 },
    { name: 'electron', content: `stub${FUSE_SENTINEL}${FUSE_WIRE}end`, mode: 0o755 },
  ];
  const file = path.join(folder, `electron-v${version}-linux-${arch}.zip`);
  writeFileSync(file, zipOf(members));
  return file;
}

/** A zip archive without compression (APPNOTE 6.3, sections 4.3.7, 4.3.12 and 4.3.16). */
function zipOf(members: readonly Member[]): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const { name, content, mode } of members) {
    const bytes = Buffer.from(content, 'latin1');
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(20, 0);
    facts.writeUInt32LE(crc32(bytes), 10);
    facts.writeUInt32LE(bytes.length, 14);
    facts.writeUInt32LE(bytes.length, 18);
    facts.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = Buffer.concat([signature(0x04034b50), facts, Buffer.from(name), bytes]);
    const place = Buffer.alloc(14);
    // The mode of a Unix file, in the upper half of the external attributes.
    place.writeUInt32LE(((0o100000 | mode) << 16) >>> 0, 6);
    place.writeUInt32LE(offset, 10);
    const madeBy = Buffer.from([20, 3]);
    central.push(Buffer.concat([signature(0x02014b50), madeBy, facts, place, Buffer.from(name)]));
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(members.length, 4);
  end.writeUInt16LE(members.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...locals, directory, signature(0x06054b50), end]);
}

function signature(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
