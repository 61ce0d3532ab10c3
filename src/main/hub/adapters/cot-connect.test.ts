import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import tls from 'node:tls';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keepConnected } from './cot-connect.ts';

let folder: string;
let abort: AbortController;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'anlan-tls-'));
  abort = new AbortController();
});
afterEach(async () => {
  abort.abort();
  await rm(folder, { recursive: true });
});

const inFolder = (name: string) => path.join(folder, name);

/** A key with a certificate that signs itself; false without openssl. */
function makeCertificate(name: string): boolean {
  const subject = ['-subj', `/CN=${name}`, '-addext', 'subjectAltName=IP:127.0.0.1'];
  const files = ['-keyout', inFolder(`${name}.key`), '-out', inFolder(`${name}.pem`)];
  try {
    execFileSync(
      'openssl',
      ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', ...files, ...subject],
      { stdio: 'ignore' },
    );
    return true;
  } catch {
    return false;
  }
}

describe('a TAK server behind TLS', () => {
  it('is reached with its authority and our certificate, and refused without', async ({ skip }) => {
    skip(!makeCertificate('server') || !makeCertificate('client'), 'openssl is missing');
    const server = tls.createServer({
      key: await readFile(inFolder('server.key')),
      cert: await readFile(inFolder('server.pem')),
      ca: await readFile(inFolder('client.pem')),
      requestCert: true,
      rejectUnauthorized: true,
    });
    server.on('secureConnection', (peer) => {
      peer.on('error', () => peer.destroy());
      peer.write('<event/>');
    });
    server.on('tlsClientError', () => undefined);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const host = '127.0.0.1';
    const said: string[] = [];
    let received = '';
    const connection = {
      report: (state: string, words: string) => said.push(`${state}: ${words}`),
      run: async (socket: AsyncIterable<Uint8Array>) => {
        for await (const chunk of socket) received += Buffer.from(chunk).toString();
      },
    };
    const ours = {
      caFile: inFolder('server.pem'),
      certFile: inFolder('client.pem'),
      keyFile: inFolder('client.key'),
    };
    keepConnected({ host, port, tls: ours }, connection, abort.signal);
    await expect.poll(() => received).toBe('<event/>');
    expect(said).toEqual([`up: connected to 127.0.0.1:${port} (TLS)`]);
    abort.abort();

    const stranger = new AbortController();
    said.length = 0;
    keepConnected({ host, port, tls: {} }, connection, stranger.signal);
    await expect
      .poll(() => said[0] ?? '')
      .toMatch(/^down: no connection to .*\(TLS\): .*certificate.*; next attempt in 1 s$/);
    stranger.abort();
    await new Promise((resolve) => server.close(resolve));
  });

  it('whose certificate cannot be read says which file is missing', () => {
    const server = { host: '127.0.0.1', port: 1, tls: { caFile: inFolder('no-such.pem') } };
    const connection = { report: () => undefined, run: async () => undefined };
    expect(() => keepConnected(server, connection, abort.signal)).toThrow(
      /certificate: .*no-such\.pem/,
    );
  });
});
