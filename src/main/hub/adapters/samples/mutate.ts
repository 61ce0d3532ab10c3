/** Values that senders get wrong, as they stand in JSON, XML and CSV alike. */
const NASTY = [
  '',
  'null',
  'true',
  '-1',
  '0',
  '1e999',
  '-1e-999',
  'NaN',
  '99999999999999999999',
  '0x10',
  '[]',
  '{}',
  '[[[[[[[[1]]]]]]]]',
  '"\\ud800"',
  '"__proto__"',
  '<a>1</a>',
  '<!DOCTYPE x [<!ENTITY e "e">]>&e;',
  '2026-02-30T25:61:61Z',
  '9999999999999-01-01',
  '1000-1',
  '\r\n',
  '\u0000',
  ',"',
] as const;

/** A token that a sender fills in: a quoted text, a number, or what stands between tags or commas. */
const TOKEN =
  /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|(?<=[>,])[^<>,\r\n]+(?=[<,\r\n])/g;

/** A changed copy of a message: one to three changes of its bytes or of the values in its text. */
export function mutate(bytes: Uint8Array, random: () => number): Uint8Array {
  let changed = bytes;
  // Mostly one: a message with many faults is turned away at the first and shows nothing of the others.
  const times = random() < 0.7 ? 1 : 2 + Math.floor(random() * 2);
  for (let i = 0; i < times; i++) {
    changed = random() < 0.7 ? changeValue(changed, random) : changeBytes(changed, random);
  }
  return changed;
}

/** Bytes that nobody meant as a message. */
export function anyBytes(random: () => number): Uint8Array {
  return Uint8Array.from({ length: Math.floor(random() * 200) }, () => Math.floor(random() * 256));
}

function changeValue(bytes: Uint8Array, random: () => number): Uint8Array {
  const text = new TextDecoder().decode(bytes);
  const tokens = [...text.matchAll(TOKEN)];
  const token = tokens[Math.floor(random() * tokens.length)];
  if (!token) return changeBytes(bytes, random);
  const nasty = NASTY[Math.floor(random() * NASTY.length)] ?? '';
  const quoted = token[0].startsWith('"') && random() < 0.8 ? JSON.stringify(nasty) : nasty;
  const changed = text.slice(0, token.index) + quoted + text.slice(token.index + token[0].length);
  return new TextEncoder().encode(changed);
}

function changeBytes(bytes: Uint8Array, random: () => number): Uint8Array {
  const at = Math.floor(random() * (bytes.length + 1));
  const until = Math.min(bytes.length, at + Math.floor(random() * 12));
  switch (Math.floor(random() * 4)) {
    case 0: {
      const flipped = Uint8Array.from(bytes);
      flipped[at] = (flipped[at] ?? 0) ^ (1 << Math.floor(random() * 8));
      return flipped;
    }
    case 1:
      return joined(bytes.subarray(0, at), bytes.subarray(until));
    case 2:
      return joined(bytes.subarray(0, until), bytes.subarray(at));
    default:
      return joined(bytes.subarray(0, at), anyBytes(random).subarray(0, 8), bytes.subarray(at));
  }
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
