import { APP_SCHEME } from './app-address.ts';

/** Not the host of the console: no page here is one of ours that gets a port to the hub or may be gone to. */
const REPORT_HOST = 'report';

/** A report runs nothing and loads nothing: it is text, its own style and embedded pictures. */
const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': [
    "default-src 'none'",
    "style-src 'unsafe-inline'",
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
};

/** Pages of reports that are about to be printed, from memory: nothing of them is written on the disk. */
export interface ReportPages {
  /** Holds a page under an address of its own, until it is dropped. */
  hold(html: string): { readonly address: string; drop(): void };
  /** The answer to a request for a page of a report; undefined: it is for something else. */
  answer(request: Request): Response | undefined;
}

/** Makes a place for pages of reports. */
export function reportPages(): ReportPages {
  const pages = new Map<string, string>();
  let last = 0;
  return {
    hold(html) {
      last += 1;
      const address = `${APP_SCHEME}://${REPORT_HOST}/${last}.html`;
      pages.set(address, html);
      return { address, drop: () => pages.delete(address) };
    },
    answer({ url, method }) {
      if (URL.parse(url)?.host !== REPORT_HOST) return undefined;
      const page = method === 'GET' ? pages.get(url) : undefined;
      return new Response(page ?? null, {
        status: page === undefined ? 404 : 200,
        headers: HEADERS,
      });
    },
  };
}
