import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { xmlAttribute, xmlDecimal, xmlText } from './xml-text.ts';

const anyText = fc.string({ unit: 'binary', maxLength: 40 });
/** The characters that XML 1.0 (2.2) allows, `<` and `&` only as the beginning of a reference. */
const ALLOWED =
  /^(?:[\t\n\r\u0020-\u0025\u0027-\u003b\u003d-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]|&(?:amp|lt|gt|quot|apos|#\d+);)*$/u;

describe('any text', () => {
  it('becomes characters that XML allows', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(xmlText(text)).toMatch(ALLOWED);
        expect(xmlAttribute(text)).toMatch(ALLOWED);
        expect(xmlAttribute(text)).not.toMatch(/["\t\n\r]/);
      }),
      { numRuns: 5_000 },
    );
  });

  it.each([
    ['控制\u0000字\u001b符', '控制\ufffd字\ufffd符'],
    ['half \ud83d of a pair, \ud83d\ude80 whole', 'half \ufffd of a pair, \ud83d\ude80 whole'],
    ['\ufffe\uffff', '\ufffd\ufffd'],
    ['a & b < c > d', 'a &amp; b &lt; c &gt; d'],
    [']]>', ']]&gt;'],
  ])('%j is written %j', (text, written) => {
    expect(xmlText(text)).toBe(written);
  });

  it('keeps lines in attributes, which a parser would turn into spaces', () => {
    expect(xmlAttribute('a\n"b"\t')).toBe('a&#10;&quot;b&quot;&#9;');
  });
});

it('a decimal has no exponent', () => {
  expect(xmlDecimal(1e-9, 7)).toBe('0.0000000');
  expect(xmlDecimal(-0.123_456_789, 7)).toBe('-0.1234568');
});
