import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { looksLikeTakMessage, readTakMessage } from './cot-protobuf.ts';

/** An event of our own as @tak-ps/node-cot 14.23.2 encodes it, with what it adds to the detail. */
const BY_NODE_COT = Buffer.from(
  '12c7020a09612d662d472d552d432a0c414e44524f49442d343731313080cce2dfac343880cce2dfac3440e0f3f4dfac344a036d2d67516f8104c58f413e405967d5e76a2b0a5e4061333333333333314069666666666666104071000000e0cf1263417ae4010aae013c5f5f67726f7570206e616d653d224379616e2220726f6c653d225465616d204c656164222f3e3c72656d61726b733ee694b6e588b02026616d703b20e5be85e591bd3c2f72656d61726b733e3c5f666c6f772d746167735f3e3c4e6f6465436f542d31342e32332e323e323032362d31312d32325430333a34373a33332e3934395a3c2f4e6f6465436f542d31342e32332e323e3c2f5f666c6f772d746167735f3e3c6d657461646174612f3e12190a092a3a2d313a73746370120ce6b996e6bba8e4b880e7bb842a0208583a1209333333333333f33f11cdcccccccc0c5440',
  'hex',
);
const AT = Date.parse('2026-12-31T12:00:00Z');

describe('a TAK protocol message', () => {
  it('of another library is read whole', () => {
    expect(readTakMessage(BY_NODE_COT)).toEqual({
      ok: true,
      value: {
        uid: 'ANDROID-4711',
        type: 'a-f-G-U-C',
        how: 'm-g',
        time: AT,
        stale: AT + 5 * 60_000,
        lat: 30.2561,
        lon: 120.1589,
        hae: 17.2,
        ce: 4.1,
        detail: {
          callsign: '湖滨一组',
          group: { name: 'Cyan', role: 'Team Lead' },
          batteryPct: 88,
          track: { courseDeg: 80.2, speedMps: 1.2 },
          remarks: '收到 & 待命',
          points: [],
          linked: [],
        },
      },
    });
  });

  it('that only says which versions its sender speaks holds no event', () => {
    expect(readTakMessage(Uint8Array.of(0x0a, 0x02, 0x08, 0x01))).toEqual({
      ok: true,
      value: undefined,
    });
  });

  it('cut anywhere is refused in words or lacks what was cut, and never throws', () => {
    for (let at = 0; at < BY_NODE_COT.length; at++) {
      const read = readTakMessage(BY_NODE_COT.subarray(0, at));
      if (read.ok) expect(read.value).toBeUndefined();
      else expect(read.error).toMatch(/^TAK protocol message: .{8}/);
    }
  });

  it('of any bytes never throws', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        readTakMessage(bytes);
        expect(looksLikeTakMessage(new Uint8Array())).toBe(false);
      }),
      { numRuns: 5_000 },
    );
  });

  it('with any byte changed never throws', () => {
    fc.assert(
      fc.property(fc.nat(BY_NODE_COT.length - 1), fc.nat(255), (at, byte) => {
        const changed = Uint8Array.from(BY_NODE_COT);
        changed[at] = byte;
        const read = readTakMessage(changed);
        if (!read.ok) expect(read.error.length).toBeGreaterThan(20);
      }),
      { numRuns: 5_000 },
    );
  });
});
