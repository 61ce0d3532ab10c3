import { SECOND } from '../../../domain/base/quantity.ts';
import { TryAgain } from './way.ts';

/** What a hub answered. */
export interface HubAnswer {
  readonly status: number;
  readonly json: Readonly<Record<string, unknown>>;
}

/** Asks a hub once. Throws `TryAgain` when it does not answer or cannot record, an error in words when it refuses. */
export async function askHub(
  method: 'POST' | 'DELETE',
  url: string,
  body: Uint8Array | undefined,
): Promise<HubAnswer> {
  const answer = await ask(method, url, body);
  // 422: the hub read it and could use nothing of it; repeating would not help, and its counts say so.
  if (answer.status < 400 || answer.status === 422) return answer;
  const words = `${url} answered ${answer.status}: ${String(answer.json.error ?? '')}`;
  throw answer.status >= 500 ? new TryAgain(words) : new Error(words);
}

async function ask(
  method: 'POST' | 'DELETE',
  url: string,
  body: Uint8Array | undefined,
): Promise<HubAnswer> {
  try {
    const response = await fetch(url, {
      method,
      ...(body === undefined
        ? {}
        : { headers: { 'content-type': 'application/octet-stream' }, body: Buffer.from(body) }),
      signal: AbortSignal.timeout(30 * SECOND),
    });
    return { status: response.status, json: (await response.json()) as HubAnswer['json'] };
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    throw new TryAgain(
      `${url} does not answer (${cause instanceof Error ? cause.message : String(cause)})`,
    );
  }
}
