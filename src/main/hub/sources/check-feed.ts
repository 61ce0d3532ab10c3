import { err, ok, type Result } from '../../../domain/base/result.ts';
import type { Adapter } from '../adapters/adapter.ts';
import { ADAPTERS } from '../adapters/registry.ts';
import type { CheckedFeed } from './feed.ts';
import { feedSchema } from './feed-settings.ts';

/** The adapter of a kind; undefined when there is none. */
export function adapterOf(kind: string): Adapter<unknown> | undefined {
  return Object.hasOwn(ADAPTERS, kind) ? ADAPTERS[kind] : undefined;
}

/** Checks the settings of a feed and finds its adapter; the error names the feed, the field and what is wrong. */
export function checkFeed(settings: unknown): Result<CheckedFeed> {
  const common = feedSchema.safeParse(settings);
  if (!common.success) return err(`feed settings: ${wordsOf(common.error.issues)}`);
  const { feed, adapter: kind, name: _name, silentAfterS: _silent, ...rest } = common.data;
  const adapter = adapterOf(kind);
  if (!adapter) {
    const known = Object.keys(ADAPTERS).join(', ');
    return err(`feed ${feed}: no adapter "${kind}" (there are ${known})`);
  }
  const config = adapter.config.safeParse(rest);
  if (!config.success) return err(`feed ${feed}: ${wordsOf(config.error.issues)}`);
  return ok({ settings: common.data, adapter, config: config.data });
}

function wordsOf(
  issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[],
): string {
  const [issue] = issues;
  return `${issue?.path.map(String).join('.') ?? ''}: ${issue?.message ?? 'cannot be used'}`;
}
