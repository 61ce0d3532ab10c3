import type { Receive } from '../../src/main/hub/adapters/adapter.ts';
import { DIALECTS } from '../../src/main/hub/adapters/dialects/dialects.ts';
import { type AdapterSample, utf8 } from '../../src/main/hub/adapters/samples/adapter-sample.ts';
import { decoderOf, type PluggedIn, plugIn } from '../../src/main/hub/adapters/samples/plug-in.ts';
import { SAMPLES } from '../../src/main/hub/adapters/samples/samples.ts';
import { checkFeed } from '../../src/main/hub/sources/check-feed.ts';

/** A decoder under fuzz, with good messages to begin from. */
export interface Subject {
  readonly name: string;
  readonly messages: readonly { readonly bytes: Uint8Array; readonly from?: string }[];
  open(): { readonly receive: Receive; readonly plugged: PluggedIn };
}

/** Every adapter of the registry by its sample, and every dialect by its own. */
export function fuzzSubjects(): readonly Subject[] {
  const adapters = SAMPLES.map(
    (sample: AdapterSample): Subject => ({
      name: sample.kind,
      messages: sample.messages,
      open: () => decoderOf(sample),
    }),
  );
  const dialects = DIALECTS.map((dialect): Subject => {
    const settings = { feed: 'fuzz', name: dialect.name, ...dialect.settings };
    const checked = checkFeed(settings);
    if (!checked.ok) throw new Error(checked.error);
    const { adapter, config } = checked.value;
    return {
      name: `dialect ${dialect.id}`,
      messages: [{ bytes: utf8(dialect.sample), from: 'isarsoft/cam-1' }],
      open() {
        const plugged = plugIn();
        return { plugged, receive: adapter.decoder(config, plugged.out) };
      },
    };
  });
  return [...adapters, ...dialects];
}
