import { existsSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import fastifyStatic from '@fastify/static';
import fastify, { type FastifyReply } from 'fastify';
import type { Hub } from '../hub.ts';
import { admission } from './admission.ts';
import { contentSecurityPolicy } from './content-security-policy.ts';
import { acceptSeats } from './web-socket.ts';

/** A message of a feed is at most this long. */
const MAX_BODY_BYTES = 8 * 1024 * 1024;

/** A hub that listens. */
export interface Listening {
  readonly port: number;
  close(): Promise<void>;
}

/** Announcements have no answer but that they were taken. */
async function answerTo(announced: ReturnType<Hub['announce']>, reply: FastifyReply) {
  const outcome = await announced;
  if (outcome.ok) return {};
  return await reply.code(outcome.error.status).send({ error: outcome.error.message });
}

/**
 * Serves a hub on 127.0.0.1: the built console, feeds by POST, `/state.json`, `/health`, and seats by WebSocket.
 * Host and Origin are checked on everything, so that a page of another site cannot reach the hub through a browser.
 */
export async function listen(
  hub: Hub,
  options: { readonly port: number; readonly consoleFolder: string },
): Promise<Listening> {
  const app = fastify({ bodyLimit: MAX_BODY_BYTES, forceCloseConnections: true });
  const admit = admission(() => (app.server.address() as AddressInfo | null)?.port);
  app.addHook('onRequest', async (request, reply) => {
    const refused = admit(request.raw);
    if (refused !== undefined) await reply.code(403).send({ error: refused });
  });
  app.addHook('onSend', async (_request, reply) => {
    reply.header('content-security-policy', contentSecurityPolicy());
    reply.header('x-content-type-options', 'nosniff');
    reply.header('referrer-policy', 'no-referrer');
  });
  // Bodies reach the adapter as they came: it alone knows what they mean.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));

  app.get('/health', async () => hub.health());
  app.get('/state.json', async () => hub.state());
  app.post<{ Params: { feed: string } }>('/feeds/:feed', async (request, reply) => {
    const body = request.body instanceof Uint8Array ? request.body : new Uint8Array();
    const outcome = await hub.ingest(request.params.feed, body);
    if (!outcome.ok) {
      return await reply.code(outcome.error.status).send({ error: outcome.error.message });
    }
    const { value } = outcome;
    const nothingUsable = value.accepted + value.duplicate === 0 && value.refused.length > 0;
    if (!value.committed) reply.code(503);
    else if (nothingUsable) reply.code(422);
    return { ...value, ...(value.committed ? {} : { error: 'not recorded: repeat this message' }) };
  });
  app.post<{ Params: { feed: string } }>('/feeds/:feed/recording', async (request, reply) => {
    const body = request.body instanceof Uint8Array ? request.body : new Uint8Array();
    return await answerTo(hub.announce(request.params.feed, body), reply);
  });
  app.delete<{ Params: { feed: string } }>('/feeds/:feed/recording', async (request, reply) => {
    return await answerTo(hub.announce(request.params.feed, undefined), reply);
  });
  if (existsSync(options.consoleFolder)) {
    await app.register(fastifyStatic, { root: options.consoleFolder });
  }

  await app.listen({ host: '127.0.0.1', port: options.port });
  const seats = acceptSeats(app.server, admit, (link) => hub.serveSeat(link));
  return {
    port: (app.server.address() as AddressInfo).port,
    async close() {
      seats.close();
      await app.close();
    },
  };
}
