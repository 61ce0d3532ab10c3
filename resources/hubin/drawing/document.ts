/**
 * The text of `site.json`: indented like any document, but with each position on one line,
 * so that a moved corner is one changed line in a diff.
 */
export function siteDocument(site: object): string {
  const text = JSON.stringify(site, undefined, 1);
  const position = /\[\s*(-?[\d.]+),\s*(-?[\d.]+)\s*\]/g;
  return `${text.replace(position, '[$1, $2]')}\n`;
}
