/** What XML 1.0 cannot hold, however it is written: control characters, halves of pairs, two noncharacters. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const IMPOSSIBLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu;

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

/** Any text as the content of an element; what XML cannot hold becomes U+FFFD. */
export function xmlText(text: string): string {
  return text.replace(IMPOSSIBLE, '\ufffd').replace(/[&<>\r]/g, (one) => ESCAPES[one] ?? one);
}

/** Any text as the value of an attribute in double quotes; white space in it is kept as it is. */
export function xmlAttribute(text: string): string {
  return text.replace(IMPOSSIBLE, '\ufffd').replace(/[&<>"'\t\n\r]/g, (one) => ESCAPES[one] ?? one);
}

/** A decimal as XML Schema writes it: never with an exponent. */
export function xmlDecimal(value: number, digits: number): string {
  return value.toFixed(digits);
}
