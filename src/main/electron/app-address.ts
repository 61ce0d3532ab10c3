/** The scheme of the console's own pages: no port is open, and no other program can serve it. */
export const APP_SCHEME = 'app';
const APP_HOST = 'anlan';

/** The address of a page of ours. */
export function appAddress(query: Readonly<Record<string, string>>): string {
  return `${APP_SCHEME}://${APP_HOST}/index.html?${new URLSearchParams(query)}`;
}

/** Whether an address is one of our own pages. Parsed, not compared by its beginning: `app://anlan.evil` is not ours. */
export function isOwnAddress(address: string): boolean {
  const url = URL.parse(address);
  return url?.protocol === `${APP_SCHEME}:` && url.host === APP_HOST && url.username === '';
}
