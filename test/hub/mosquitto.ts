import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { userInfo } from 'node:os';
import path from 'node:path';

/** Debian puts the broker where only root's PATH looks. */
const BROKER = ['/usr/sbin/mosquitto', '/usr/local/sbin/mosquitto', '/opt/homebrew/sbin/mosquitto'];
const broker = BROKER.find((file) => existsSync(file));

/**
 * Whether tests against the real broker can run here. Where they must (CI) they are not skipped, and fail.
 * On Debian: `apt-get install mosquitto mosquitto-clients`.
 */
export const hasMosquitto =
  process.env.CI !== undefined ||
  (broker !== undefined && spawnSync('mosquitto_pub', ['--help']).error === undefined);

/** A running mosquitto. */
export interface Mosquitto {
  readonly port: number;
  readonly pid: number;
  /** Ends it in order: it writes its sessions down, and `runMosquitto` on the same folder and port has them again. */
  stop(): Promise<void>;
}

/** Who may connect, and over what. */
export interface MosquittoSettings {
  /** Where its files and sessions are. */
  readonly folder: string;
  readonly port?: number;
  readonly user?: { readonly name: string; readonly password: string };
  /** Files made by `makeCertificates`. */
  readonly tls?: Certificates;
}

/** Starts mosquitto on 127.0.0.1 and waits until it answers. */
export async function runMosquitto(settings: MosquittoSettings): Promise<Mosquitto> {
  const { folder, user, tls } = settings;
  const port = settings.port ?? (await freePort());
  const passwords = path.join(folder, 'passwords');
  if (user) {
    run('mosquitto_passwd', '-b', '-c', passwords, user.name, user.password);
    chmodSync(passwords, 0o600);
  }
  const lines = [
    // As root it would become a user who cannot read the folder.
    `user ${userInfo().username}`,
    `listener ${port} 127.0.0.1`,
    user ? `allow_anonymous false\npassword_file ${passwords}` : 'allow_anonymous true',
    'persistence true',
    `persistence_location ${folder}/`,
    // Its own limit of 1,000 queued messages would lose what we must not.
    'max_queued_messages 0',
    ...(tls ? [`cafile ${tls.ca}`, `certfile ${tls.certificate}`, `keyfile ${tls.key}`] : []),
  ];
  const file = path.join(folder, 'mosquitto.conf');
  writeFileSync(file, `${lines.join('\n')}\n`);
  const child = spawn(broker ?? 'mosquitto', ['-c', file], { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString('utf8');
  });
  await untilAnswering(port, child, () => said);
  return {
    port,
    pid: child.pid ?? 0,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** Sends as a foreign program does; throws with what `mosquitto_pub` said. */
export function mosquittoPub(...args: readonly string[]): void {
  run('mosquitto_pub', ...args);
}

/** Starts `mosquitto_sub`, for its last will; resolves when the broker has confirmed its subscription. */
export async function mosquittoSub(...args: readonly string[]): Promise<ChildProcess> {
  // What it says would wait in a buffer of its own until there is much of it.
  const child = spawn('stdbuf', ['-oL', 'mosquitto_sub', '-d', ...args], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return await new Promise((resolve, reject) => {
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString('utf8');
      if (said.includes('SUBACK')) resolve(child);
    });
    child.once('error', reject);
    child.once('close', () => reject(new Error(`mosquitto_sub ended: ${said}`)));
  });
}

/** PEM files of an authority of our own and of a broker on 127.0.0.1. */
export interface Certificates {
  readonly ca: string;
  readonly certificate: string;
  readonly key: string;
}

/** Makes them with openssl. */
export function makeCertificates(folder: string): Certificates {
  mkdirSync(folder, { recursive: true });
  const file = (name: string) => path.join(folder, name);
  const made = { ca: file('ca.pem'), certificate: file('broker.pem'), key: file('broker.key') };
  const key = ['-newkey', 'rsa:2048', '-nodes'];
  const authority = ['-x509', '-days', '2', '-subj', '/CN=test authority'];
  run('openssl', 'req', ...key, ...authority, '-keyout', file('ca.key'), '-out', made.ca);
  const request = file('broker.csr');
  run('openssl', 'req', ...key, '-subj', '/CN=broker', '-keyout', made.key, '-out', request);
  writeFileSync(file('names'), 'subjectAltName=IP:127.0.0.1,DNS:localhost\n');
  const signer = ['-CA', made.ca, '-CAkey', file('ca.key'), '-CAcreateserial', '-days', '2'];
  const names = ['-extfile', file('names')];
  run('openssl', 'x509', '-req', '-in', request, ...signer, ...names, '-out', made.certificate);
  return made;
}

function run(command: string, ...args: readonly string[]): void {
  const done = spawnSync(command, args, { encoding: 'utf8', timeout: 20_000 });
  if (done.status === 0) return;
  throw new Error(`${command}: ${done.error?.message ?? done.stderr ?? done.signal}`);
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function untilAnswering(
  port: number,
  child: ChildProcess,
  said: () => string,
): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`mosquitto ended: ${said()}`);
    const answered = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => {
        socket.destroy();
        resolve(true);
      });
      socket.on('error', () => resolve(false));
    });
    if (answered) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
