import { readFileSync } from 'node:fs';
import net from 'node:net';
import tls from 'node:tls';
import { z } from 'zod';

/** Where a TAK server listens, and the certificates it asks for (files in PEM form). */
export const cotServerSchema = z
  .object({
    host: z.string().min(1).max(253),
    port: z.number().int().min(1).max(65_535),
    tls: z
      .object({
        /** Who signed the server's certificate; absent: the authorities that Node knows. */
        caFile: z.string().min(1).optional(),
        certFile: z.string().min(1).optional(),
        keyFile: z.string().min(1).optional(),
        /** The name in the server's certificate, where it is not `host`. */
        serverName: z.string().min(1).optional(),
      })
      .strict()
      .optional(),
  })
  .strict();

export type CotServer = z.infer<typeof cotServerSchema>;

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;
/** A connection that lived this long was a good one: the next wait is short again. */
const GOOD_AFTER_MS = 10_000;
const CONNECT_TIMEOUT_MS = 10_000;

/** What a connection that keeps coming back tells its owner. */
export interface CotConnection {
  /** Runs while the connection lives; resolves when it has ended. */
  run(socket: net.Socket): Promise<void>;
  report(state: 'up' | 'down', words: string): void;
}

/**
 * Keeps a TCP or TLS connection to a TAK server until `signal` aborts: connects, hands the socket over, and tries again
 * after a wait that doubles up to half a minute.
 * Throws in words when a certificate's file cannot be read.
 */
export function keepConnected(
  server: CotServer,
  connection: CotConnection,
  signal: AbortSignal,
): void {
  const { host, port } = server;
  const secure = server.tls && tlsOptions(server.tls, host);
  const name = `${host}:${port}${secure ? ' (TLS)' : ''}`;
  let waitMs = FIRST_WAIT_MS;

  const attempt = (): void => {
    if (signal.aborted) return;
    const socket = secure ? tls.connect({ host, port, ...secure }) : net.connect({ host, port });
    let since: number | undefined;
    let why = 'the other side closed it';
    const abort = () => socket.destroy();
    signal.addEventListener('abort', abort, { once: true });
    socket.setKeepAlive(true, 10_000);
    socket.setTimeout(CONNECT_TIMEOUT_MS, () => {
      if (since === undefined) socket.destroy(new Error('no answer within 10 s'));
    });
    socket.on('error', (error) => {
      why = error.message;
    });
    socket.on(secure ? 'secureConnect' : 'connect', () => {
      since = performance.now();
      socket.setTimeout(0);
      connection.report('up', `connected to ${name}`);
      connection.run(socket).catch(() => socket.destroy());
    });
    socket.on('close', () => {
      signal.removeEventListener('abort', abort);
      if (signal.aborted) return;
      if (since !== undefined && performance.now() - since > GOOD_AFTER_MS) waitMs = FIRST_WAIT_MS;
      const seconds = Math.ceil(waitMs / 1_000);
      connection.report('down', `no connection to ${name}: ${why}; next attempt in ${seconds} s`);
      const timer = setTimeout(attempt, waitMs);
      signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
      waitMs = Math.min(LONGEST_WAIT_MS, 2 * waitMs);
    });
  };
  attempt();
}

function tlsOptions(files: NonNullable<CotServer['tls']>, host: string): tls.ConnectionOptions {
  const read = (file: string) => {
    try {
      return readFileSync(file);
    } catch (error) {
      throw new Error(`certificate: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  return {
    ...(files.caFile === undefined ? {} : { ca: read(files.caFile) }),
    ...(files.certFile === undefined ? {} : { cert: read(files.certFile) }),
    ...(files.keyFile === undefined ? {} : { key: read(files.keyFile) }),
    // An address is no server name.
    ...(files.serverName === undefined
      ? net.isIP(host)
        ? {}
        : { servername: host }
      : { servername: files.serverName }),
  };
}
