import { isOwnAddress } from './app-address.ts';

/** Who sent a message: its frame is absent when it has gone meanwhile. */
export interface MessageEventPart<S> {
  readonly sender: S;
  readonly senderFrame: { readonly url: string; readonly parent: unknown } | null;
}

/** The part of Electron's main process that receives messages of pages. */
export interface MessageDesk<S> {
  on(channel: string, listener: (event: MessageEventPart<S>) => void): unknown;
}

/**
 * Listens to a channel without content, and to the top frame of our own pages alone. Anything else is said in the
 * log and not answered.
 */
export function onOwnMessage<S>(
  desk: MessageDesk<S>,
  channel: string,
  options: { isOurs(sender: S): boolean; warn(message: string): void },
  act: (sender: S) => void,
): void {
  desk.on(channel, ({ sender, senderFrame }) => {
    const isTop = senderFrame !== null && senderFrame.parent === null;
    if (isTop && isOwnAddress(senderFrame.url) && options.isOurs(sender)) return act(sender);
    options.warn(
      `message on ${channel} from ${senderFrame?.url ?? 'a frame that is gone'} ignored`,
    );
  });
}
