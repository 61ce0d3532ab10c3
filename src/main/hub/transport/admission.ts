import type { IncomingMessage } from 'node:http';

/**
 * Who may talk to the hub before sign-in exists: programs of this machine, and pages the hub served itself.
 * The returned check says in words why a request is refused, or undefined.
 */
export function admission(
  port: () => number | undefined,
): (request: IncomingMessage) => string | undefined {
  return (request) => {
    const own = new Set(['127.0.0.1', 'localhost', '[::1]'].map((host) => `${host}:${port()}`));
    const host = request.headers.host;
    if (host === undefined || !own.has(host)) {
      return `Host "${host ?? ''}" is not this hub; use http://127.0.0.1:${port()}`;
    }
    const { origin } = request.headers;
    if (origin !== undefined && !own.has(origin.replace(/^http:\/\//, ''))) {
      return `Origin "${origin}" may not use this hub`;
    }
    return undefined;
  };
}
