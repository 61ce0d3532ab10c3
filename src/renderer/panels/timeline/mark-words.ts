import { modeWords } from '../../commands/order-draft.ts';
import type { Format } from '../../i18n/format.ts';
import type { Language } from '../../i18n/language.ts';
import type { Translate } from '../../i18n/translate.ts';
import { placeName } from '../../state/judgement.ts';
import type { SiteFacts } from '../../state/site-facts.ts';
import type { Target } from '../../state/ui-store.ts';
import type { TimelineMark } from './timeline-data.ts';

interface Saying {
  readonly facts: SiteFacts;
  readonly t: Translate;
  readonly format: Format;
  readonly language: Language;
}

/** What a mark says, and the object it is about. */
export function markWords(
  { entry }: TimelineMark,
  { facts, t, language }: Saying,
): { readonly words: string; readonly target?: Target } {
  switch (entry.kind) {
    case 'checkpointOrder': {
      const { checkpoint, mode, meteredPerMinLane, by } = entry.payload;
      const known = facts.checkpoints.get(checkpoint);
      const name = known ? `${known.number} ${known.name[language]}` : checkpoint;
      return {
        words: t('timeline.order', { name, mode: modeWords(t, mode, meteredPerMinLane), by }),
        target: { kind: 'checkpoint', id: checkpoint },
      };
    }
    case 'broadcastOrder': {
      const { drone, by } = entry.payload;
      return {
        words: t('timeline.broadcast', { drone, by }),
        target: { kind: 'drone', id: drone },
      };
    }
    case 'warningIssued':
      return { words: t('timeline.warning', { by: entry.payload.by }) };
    case 'level': {
      const { place, state } = entry.payload;
      const target: Target = { kind: facts.zones.has(place) ? 'zone' : 'hotSpot', id: place };
      return {
        words: `${placeName(facts, place, language)}: ${t(`level.${state.level}`)}`,
        target,
      };
    }
  }
}
