import { must } from '../../domain/base/assert.ts';
import { openWarning, type World } from '../../domain/session/world.ts';
import { warnedPlace } from '../../domain/warning/warned-place.ts';
import {
  allowedStatuses,
  WARNING_LANGUAGES,
  type WarningLanguage,
  type WarningMessage,
  type WarningRequest,
  type WarningStatus,
  type WarningText,
} from '../../domain/warning/warning.ts';
import { warningTemplate } from '../../domain/warning/warning-words.ts';
import type { Translate } from '../i18n/translate.ts';
import { isUnanswered } from '../link/link-lost.ts';
import type { SiteFacts } from '../state/site-facts.ts';

/** Minutes that a warning holds unless told otherwise. */
const DEFAULT_VALID_MIN = 30;
export const LEAST_VALID_MIN = 5;
export const GREATEST_VALID_MIN = 1_440;

/** What the person at the seat has chosen and written so far. */
export interface WarningDraft extends Omit<WarningRequest, 'texts'> {
  readonly texts: Readonly<Record<WarningLanguage, WarningText>>;
}

/** A draft for a place as it stands: an update where a warning is open, and every text from its template. */
export function newWarningDraft(facts: SiteFacts, world: World, place: string): WarningDraft {
  const warned = must(warnedPlace(facts.ground, world, place), `place ${place}`);
  const open = openWarning(world, place);
  const message = open ? 'Update' : 'Alert';
  return {
    place,
    message,
    status: open?.status ?? must(statusesOf(world)[0], 'a status'),
    languages: WARNING_LANGUAGES,
    texts: {
      zh: warningTemplate(warned, 'zh', message),
      en: warningTemplate(warned, 'en', message),
    },
    validMin: DEFAULT_VALID_MIN,
    withCircle: false,
  };
}

/** The draft as another kind of message; texts that nobody has changed follow it. */
export function withMessage(
  facts: SiteFacts,
  world: World,
  draft: WarningDraft,
  message: WarningMessage,
): WarningDraft {
  const warned = must(warnedPlace(facts.ground, world, draft.place), `place ${draft.place}`);
  const text = (language: WarningLanguage): WarningText => {
    const written = draft.texts[language];
    const before = warningTemplate(warned, language, draft.message);
    const next = warningTemplate(warned, language, message);
    return {
      headline: written.headline === before.headline ? next.headline : written.headline,
      instruction:
        written.instruction === before.instruction ? next.instruction : written.instruction,
    };
  };
  return { ...draft, message, texts: { zh: text('zh'), en: text('en') } };
}

/** The statuses that this session may give. */
export function statusesOf({ session }: World): readonly WarningStatus[] {
  return allowedStatuses(session?.source !== 'live' || session.clock !== 'wall');
}

/** Whether every part of the draft can be meant. */
export function isComplete(draft: WarningDraft): boolean {
  const { languages, texts, validMin } = draft;
  const isWritten = (language: WarningLanguage) =>
    texts[language].headline.trim() !== '' && texts[language].instruction.trim() !== '';
  const holds = validMin >= LEAST_VALID_MIN && validMin <= GREATEST_VALID_MIN;
  return languages.length > 0 && languages.every(isWritten) && holds;
}

/** Why a warning was not issued, or that nobody here knows whether it was. */
export function warningFailure(error: unknown, t: Translate): string {
  if (isUnanswered(error)) return t('warning.noAnswer');
  const reason = error instanceof Error ? error.message : `${error}`;
  return t('warning.failed', { reason });
}

/** A name for a request, new for each; works without a secure context. */
export function newRequestName(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
