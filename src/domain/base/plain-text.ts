/** Control characters, halves of pairs, and those that break lines or turn the direction of writing. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]+/gu;

/**
 * A stranger's text for one line of the screen, beside words of our own: without control characters, cut at `longest`
 * code points.
 */
export function plainText(text: string, longest: number): string {
  const clean = text.replace(UNPRINTABLE, ' ').replace(/\s+/g, ' ').trim();
  return [...clean].slice(0, longest).join('');
}
