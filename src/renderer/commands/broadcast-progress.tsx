import { hubSentence } from '../i18n/hub-sentence.ts';
import { useWords, useWorld } from '../seat.ts';
import { Age } from '../ui/age.tsx';
import { broadcastSentence, stepWords } from './broadcast-draft.ts';
import { useCallsign } from './use-callsign.ts';

/** How the newest loudspeaker order of a drone stands, and since when; nothing where there was none. */
export function BroadcastProgress({ drone }: { readonly drone: string }) {
  const { t, language } = useWords();
  const callsign = useCallsign(drone);
  const [words, sentence, failed] = useWorld(({ world }) => {
    const state = world.broadcasts[drone];
    if (!state) return [undefined, '', false];
    const { reason } = state;
    const worded = reason === undefined ? {} : { reason: hubSentence(reason, language) };
    return [
      stepWords({ ...state, ...worded }, t),
      broadcastSentence(callsign, state.message, t),
      state.step === 'failed' || state.step === 'ordered',
    ];
  });
  if (words === undefined) return null;
  return (
    <p className="broadcast-progress" title={sentence}>
      <span className={failed ? 'warn' : ''}>{t('broadcast.progress', { words })}</span>{' '}
      <Age
        at={({ world }) => world.broadcasts[drone]?.stepAt}
        staleAfter={Number.POSITIVE_INFINITY}
      />
    </p>
  );
}
