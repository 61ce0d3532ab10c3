import { isOwnAddress } from './app-address.ts';

interface Leaving {
  readonly url: string;
  preventDefault(): void;
}

/** The part of a page's contents that may lead somewhere. */
export interface GuardedContents {
  on(
    event: 'will-navigate' | 'will-frame-navigate' | 'will-redirect',
    listener: (details: Leaving) => void,
  ): unknown;
  on(event: 'will-attach-webview', listener: (event: { preventDefault(): void }) => void): unknown;
  setWindowOpenHandler(handler: () => { action: 'deny' }): void;
}

/** The part of the application that says that contents came to be. */
export interface ContentsMaker {
  on(
    event: 'web-contents-created',
    listener: (event: unknown, contents: GuardedContents) => void,
  ): unknown;
}

/**
 * Keeps every page that is ever made on our own addresses: no navigation elsewhere, no new window, no webview.
 * Links are not handed to the system's browser either; the console works without a network.
 */
export function guardNavigation(app: ContentsMaker): void {
  const stay = (details: Leaving) => {
    if (!isOwnAddress(details.url)) details.preventDefault();
  };
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', stay);
    contents.on('will-frame-navigate', stay);
    contents.on('will-redirect', stay);
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  });
}
