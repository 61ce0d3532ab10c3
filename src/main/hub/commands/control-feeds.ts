import { z } from 'zod';
import { err, ok, type Result } from '../../../domain/base/result.ts';
import type { FeedControls, FeedSettingsJson } from '../../../domain/session/feed-controls.ts';
import type { WireError } from '../../../domain/wire/contract.ts';
import { DIALECTS } from '../adapters/dialects/dialects.ts';
import type { Session } from '../session.ts';
import { type Caller, type Command, inTurn, NOBODY_TOOK_OVER, notRecorded } from './command.ts';

/** A sample longer than any one message that a feed takes is refused. */
const MAX_SAMPLE = 1_000_000;

/** The settings of all feeds; secrets are not in them, only where they are kept. */
export const readFeedSettings: Command<'feeds.settings'> = {
  input: z.object({}).strict(),
  run: async ({ session }) => {
    const feeds = controls(session);
    return feeds.ok ? ok({ feeds: feeds.value.settings(), dialects: DIALECTS }) : feeds;
  },
};

/** The last messages of a feed as they came. */
export const readRawMessages: Command<'feeds.raw'> = {
  input: z.object({ feed: z.string().max(100) }),
  run: async ({ session }, _caller, { feed }) => {
    const feeds = controls(session);
    if (!feeds.ok) return feeds;
    const messages = feeds.value.raw(feed);
    return messages ? ok({ messages }) : err(noFeed(feed));
  },
};

/** Pauses a feed or lets it go on: recorded with a name, because a paused feed leaves a gap in the night. */
export const pauseFeed: Command<'feeds.pause'> = {
  input: z.object({ feed: z.string().max(100), paused: z.boolean() }),
  run: ({ session }, caller, { feed, paused }) =>
    inTurn(session, async () => {
      const feeds = controls(session);
      if (!feeds.ok) return feeds;
      const settings = feeds.value.settings().find((one) => one.feed === feed);
      if (!settings) return err(noFeed(feed));
      const noted = await note(session, caller, settings, paused);
      if (!noted.ok) return noted;
      const done = feeds.value.pause(feed, paused);
      return done.ok ? ok({ paused }) : err({ code: 'notPossible', message: done.error });
    }),
};

/** What a sample message would become. */
export const previewFeedSample: Command<'feeds.preview'> = {
  input: z.object({
    settings: z.unknown(),
    sample: z.string().max(MAX_SAMPLE),
    encoding: z.enum(['utf8', 'hex']),
  }),
  run: async ({ session }, _caller, { settings, sample, encoding }) => {
    const feeds = controls(session);
    if (!feeds.ok) return feeds;
    const preview = await feeds.value.preview(settings, Buffer.from(sample, encoding));
    return preview.ok ? preview : err({ code: 'badInput', message: preview.error });
  },
};

/** Changes a feed or plugs a new one in. */
export const editFeed: Command<'feeds.edit'> = {
  input: z.object({ settings: z.unknown() }),
  run: ({ session }, caller, input) =>
    inTurn(session, async () => {
      const feeds = controls(session);
      if (!feeds.ok) return feeds;
      if (caller.operator === undefined) return err(NOBODY_TOOK_OVER);
      const before = new Map(feeds.value.settings().map((one) => [one.feed, one]));
      const edited = feeds.value.edit(input.settings);
      if (!edited.ok) return err({ code: 'badInput', message: edited.error });
      const { feed } = edited.value;
      const paused = session.world.editedFeeds[feed]?.paused ?? false;
      const noted = await note(session, caller, edited.value, paused);
      if (noted.ok) return ok({ settings: edited.value });
      // What is not on record does not hold.
      const old = before.get(feed);
      if (old) feeds.value.edit(old);
      else feeds.value.remove(feed);
      return noted;
    }),
};

async function note(
  session: Session,
  caller: Caller,
  settings: FeedSettingsJson,
  paused: boolean,
): Promise<Result<void, WireError>> {
  if (caller.operator === undefined) return err(NOBODY_TOOK_OVER);
  const seq = await session.commit('feedEdited', { settings, paused, by: caller.operator });
  return seq === undefined ? err(notRecorded(session)) : ok(undefined);
}

function controls(session: Session): Result<FeedControls, WireError> {
  const { feeds } = session.source;
  if (feeds) return ok(feeds);
  const message = `the feeds of a ${session.source.kind} session are not ours to touch`;
  return err({ code: 'notPossible', message });
}

function noFeed(feed: string): WireError {
  return { code: 'badInput', message: `there is no feed "${feed}"` };
}
