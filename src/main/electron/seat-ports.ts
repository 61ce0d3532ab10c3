import { HUB_GONE, HUB_PORT } from './channels.ts';

/** The contents of a window that a port can be posted to. */
export interface PortReceiver<P> {
  postMessage(channel: string, message: unknown, ports?: P[]): void;
  send(channel: string): void;
  isDestroyed(): boolean;
  once(event: 'destroyed', listener: () => void): unknown;
}

/** Brings windows and hub together: each window that asks gets a port of its own, as soon as the hub runs. */
export interface SeatPorts<P> {
  /** A window asks for a port; an older question of it lapses. */
  ask(window: PortReceiver<P>): void;
  /** The hub runs: who waits is served. */
  serve(): void;
  /** The hub is gone: who had a port is told. */
  hubGone(): void;
}

/** Main makes the channels, hands the ends out and steps aside: no message between seat and hub passes through it. */
export function seatPorts<P>(options: {
  readonly channel: () => { readonly port1: P; readonly port2: P };
  readonly isRunning: () => boolean;
  readonly giveSeat: (port: P) => void;
}): SeatPorts<P> {
  const waiting = new Set<PortReceiver<P>>();
  const known = new Set<PortReceiver<P>>();

  const serve = () => {
    if (!options.isRunning()) return;
    for (const window of waiting) {
      const { port1, port2 } = options.channel();
      options.giveSeat(port1);
      window.postMessage(HUB_PORT, undefined, [port2]);
    }
    waiting.clear();
  };

  return {
    ask(window) {
      waiting.add(window);
      if (!known.has(window)) {
        known.add(window);
        window.once('destroyed', () => {
          known.delete(window);
          waiting.delete(window);
        });
      }
      serve();
    },
    serve,
    hubGone() {
      for (const window of known) if (!window.isDestroyed()) window.send(HUB_GONE);
    },
  };
}
