/**
 * Joins `--place -1,0,0` to `--place=-1,0,0`: a value that begins with a minus would be taken for an option.
 * A word after an option that begins with a minus and a digit is always its value, for no option is named so.
 */
export function withNegativeValues(words: readonly string[]): string[] {
  const joined: string[] = [];
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? '';
    const next = words[i + 1];
    if (/^--[a-z0-9-]+$/.test(word) && next !== undefined && /^-[\d.]/.test(next)) {
      joined.push(`${word}=${next}`);
      i += 1;
    } else joined.push(word);
  }
  return joined;
}
