import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import { link, mkdir, readFile, stat, unlink, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { err, ok, type Result } from '../domain/base/result.ts';
import { type ChainHead, hashFields } from './chain.ts';
import type { NotePayloads } from './notes.ts';

/** Whoever may read the key can sign in this installation's name. */
const KEY_MODE = 0o600;

/** What signs the chain of a record. */
export interface Signer {
  /** Of the public key; what an operator compares. */
  readonly fingerprint: string;
  /** Signs everything up to `head`. */
  sign(head: ChainHead, signedAt: number): NotePayloads['record.signature'];
}

/** Where the key of the installation is: `ANLAN_SIGNING_KEY`, else a file of the user's data folder. */
export function signingKeyFile(env: NodeJS.ProcessEnv = process.env): string {
  if (env.ANLAN_SIGNING_KEY) return path.resolve(env.ANLAN_SIGNING_KEY);
  const data = env.XDG_DATA_HOME ?? path.join(homedir(), '.local', 'share');
  return path.join(data, 'anlan', 'signing-key.pem');
}

/** Opens the key in a file, or makes one (mode 0600) when there is none; the error says why nothing can be signed. */
export async function openSigner(
  file: string,
): Promise<Result<{ readonly signer: Signer; readonly notices: readonly string[] }>> {
  try {
    const pem = (await readKey(file)) ?? (await makeKey(file));
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyType !== 'ed25519') return err(`${file} holds no Ed25519 key`);
    return ok({ signer: signerOf(key), notices: await openToOthers(file) });
  } catch (error) {
    return err(`${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Whether a signature is one of everything up to `head`. */
export function signatureHolds(note: NotePayloads['record.signature'], head: ChainHead): boolean {
  try {
    const raw = Buffer.from(note.publicKey, 'base64');
    if (fingerprintOf(raw) !== note.fingerprint) return false;
    const key = createPublicKey({
      key: { kty: 'OKP', crv: 'Ed25519', x: raw.toString('base64url') },
      format: 'jwk',
    });
    const message = signedBytes(head, note.signedAt, raw);
    return verify(null, message, key, Buffer.from(note.signature, 'base64'));
  } catch {
    return false;
  }
}

/** How a public key is told to people: the first 128 bits of its SHA-256, in groups of four digits. */
export function fingerprintOf(publicKey: Uint8Array): string {
  const digits = createHash('sha256').update(publicKey).digest('hex').slice(0, 32);
  return digits.replace(/(.{4})(?=.)/g, '$1-');
}

function signerOf(key: KeyObject): Signer {
  const raw = Buffer.from(createPublicKey(key).export({ format: 'jwk' }).x ?? '', 'base64url');
  const fingerprint = fingerprintOf(raw);
  return {
    fingerprint,
    sign(head, signedAt) {
      const signature = sign(null, signedBytes(head, signedAt, raw), key).toString('base64');
      return { publicKey: raw.toString('base64'), fingerprint, signedAt, signature };
    },
  };
}

function signedBytes(head: ChainHead, signedAt: number, publicKey: Uint8Array): Uint8Array {
  return hashFields('anlan signature 1', [head.seq, head.hash, signedAt, publicKey]);
}

async function readKey(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Makes a key whole or not at all; when another program is first, its key is the installation's. */
async function makeKey(file: string): Promise<string> {
  await mkdir(path.dirname(file), { recursive: true });
  const { privateKey } = generateKeyPairSync('ed25519');
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const draft = `${file}.${process.pid}.${Math.trunc(performance.now() * 1_000)}`;
  await writeFile(draft, pem, { mode: KEY_MODE, flag: 'wx' });
  try {
    await link(draft, file);
    return pem;
  } catch (error) {
    const other = await readKey(file);
    if (other !== undefined) return other;
    // A file system without links: made in place.
    if (!(error instanceof Error && 'code' in error && error.code !== 'EEXIST')) throw error;
    await writeFile(file, pem, { mode: KEY_MODE, flag: 'wx' });
    return pem;
  } finally {
    await unlink(draft);
  }
}

async function openToOthers(file: string): Promise<readonly string[]> {
  if (process.platform === 'win32') return [];
  const { mode } = await stat(file);
  if ((mode & 0o077) === 0) return [];
  return [
    `Others on this machine may read the signing key ${file}, and so sign in its name: chmod 600 it.`,
  ];
}
