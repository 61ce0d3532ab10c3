import type { Socket } from 'node:net';

/**
 * Destroys a connection whose sender announces an MQTT packet of more than `maxBytes`: a parser would gather all of
 * it first. Reads the fixed headers only (MQTT 3.1.1, 2.2: a type byte, then the length at 7 bits a byte).
 */
export function limitPackets(socket: Socket, maxBytes: number): void {
  const tooLong = packetScanner(maxBytes);
  const read = socket.read.bind(socket);
  // The broker takes everything through `read`; what is refused here never reaches its parser.
  socket.read = (size?: number): unknown => {
    const chunk: unknown = read(size);
    const announced = chunk instanceof Uint8Array ? tooLong(chunk) : undefined;
    if (announced === undefined) return chunk;
    socket.destroy(new Error(`a packet of ${announced} bytes is longer than ${maxBytes} bytes`));
    return null;
  };
}

/** Follows a stream of packets; returns the length of the first that is too long, or whose length is malformed. */
function packetScanner(maxBytes: number): (chunk: Uint8Array) => number | undefined {
  let bodyLeft = 0;
  let lengthShift: number | undefined;
  let length = 0;
  return (chunk) => {
    for (let at = 0; at < chunk.length; ) {
      if (bodyLeft > 0) {
        const skipped = Math.min(bodyLeft, chunk.length - at);
        bodyLeft -= skipped;
        at += skipped;
      } else if (lengthShift === undefined) {
        lengthShift = 0;
        length = 0;
        at += 1;
      } else {
        const byte = chunk[at] ?? 0;
        length += (byte & 0x7f) * 2 ** lengthShift;
        lengthShift += 7;
        at += 1;
        const more = byte >= 0x80;
        if (length > maxBytes || (more && lengthShift > 21)) return length;
        if (!more) {
          bodyLeft = length;
          lengthShift = undefined;
        }
      }
    }
    return undefined;
  };
}
