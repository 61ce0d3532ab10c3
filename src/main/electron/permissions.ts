import type { Session } from 'electron';

/** The part of a session that decides about permissions and requests. */
export type PermissionSession = Pick<
  Session,
  'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler'
> & { readonly webRequest: Pick<Session['webRequest'], 'onBeforeRequest'> };

/** Schemes that a page of ours may load from: its own files, what it made itself, and the developer tools. */
const OWN_SCHEMES = new Set(['app:', 'blob:', 'data:', 'devtools:', 'chrome-devtools:']);

/**
 * Denies every permission (camera, position, notifications, devices …) and every request that would leave the
 * program: the console needs none of them, so nothing that gets into a page may have them.
 */
export function denyPermissions(session: PermissionSession): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onBeforeRequest(({ url }, answer) => {
    answer({ cancel: !OWN_SCHEMES.has(URL.parse(url)?.protocol ?? '') });
  });
}
