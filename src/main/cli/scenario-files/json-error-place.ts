const SPACE = /[ \t\r\n]*/y;
/** Strings hold everything but quotes, backslashes and control characters below U+0020. */
const VALUE =
  /"[^"\\\p{Cc}]*(?:(?:[\u007f-\u009f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))[^"\\\p{Cc}]*)*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/uy;

/** What may come next: a value, a member's name, what follows a value, or (right after an opening) also the close. */
type Expected = 'value' | 'value or ]' | 'name' | 'name or }' | ':' | 'after';

/**
 * Where a text stops being JSON (RFC 8259), as an index; its length when it only ends too early. `JSON.parse` finds
 * that something is wrong, but only some of its messages say where.
 */
export function jsonErrorPlace(text: string): number {
  const open: ('{' | '[')[] = [];
  let expected: Expected = 'value';
  for (let at = skip(SPACE, text, 0); at < text.length; at = skip(SPACE, text, at)) {
    const sign = text[at];
    const inside = open.at(-1);
    if (sign === '{' || sign === '[') {
      if (!expected.startsWith('value')) return at;
      open.push(sign);
      expected = sign === '{' ? 'name or }' : 'value or ]';
      at += 1;
    } else if (sign === '}' || sign === ']') {
      const empty = sign === '}' ? 'name or }' : 'value or ]';
      if (inside !== (sign === '}' ? '{' : '[')) return at;
      if (expected !== 'after' && expected !== empty) return at;
      open.pop();
      expected = 'after';
      at += 1;
    } else if (sign === ',' || sign === ':') {
      if (expected !== (sign === ',' ? 'after' : ':') || inside === undefined) return at;
      expected = sign === ',' && inside === '{' ? 'name' : 'value';
      at += 1;
    } else {
      const end: number = skip(VALUE, text, at);
      const isName: boolean = expected.startsWith('name') && sign === '"';
      if (end === at || !(isName || expected.startsWith('value'))) return at;
      expected = isName ? ':' : 'after';
      at = end;
    }
  }
  return text.length;
}

function skip(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return at + (pattern.exec(text)?.[0].length ?? 0);
}
