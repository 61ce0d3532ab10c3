import { z } from 'zod';
import { err, ok, type Result } from '../../../domain/base/result.ts';
import { openWarning } from '../../../domain/session/world.ts';
import { warnedPlace } from '../../../domain/warning/warned-place.ts';
import {
  allowedStatuses,
  WARNING_LANGUAGES,
  WARNING_MESSAGES,
  WARNING_STATUSES,
  type Warning,
  type WarningLanguage,
  type WarningRequest,
  type WarningText,
} from '../../../domain/warning/warning.ts';
import { warningTemplate } from '../../../domain/warning/warning-words.ts';
import type { WireError } from '../../../domain/wire/contract.ts';
import type { Session } from '../session.ts';

const textSchema = z.object({
  headline: z.string().trim().min(1).max(160),
  instruction: z.string().trim().min(1).max(1_000),
});

/** What a seat sends to have a warning written. */
export const warningRequestSchema = z.object({
  place: z.string().min(1).max(100),
  message: z.enum(WARNING_MESSAGES),
  status: z.enum(WARNING_STATUSES),
  languages: z
    .array(z.enum(WARNING_LANGUAGES))
    .min(1)
    .max(WARNING_LANGUAGES.length)
    .refine((all) => new Set(all).size === all.length, 'a language once'),
  texts: z.object({ zh: textSchema.optional(), en: textSchema.optional() }),
  validMin: z.number().int().min(5).max(1_440),
  withCircle: z.boolean(),
});

/** Puts a warning together from the world as it stands, or says why it cannot be given. */
export function buildWarning(
  session: Session,
  request: WarningRequest,
  identifier: string,
): Result<Warning, WireError> {
  const { site } = session.ground;
  const place = warnedPlace(session.ground, session.world, request.place);
  if (!place) {
    return err({ code: 'badInput', message: `there is no zone or hot-spot "${request.place}"` });
  }
  if (place.rings.length === 0) {
    return err({ code: 'badInput', message: `"${request.place}" has no outline on the map` });
  }
  const open = openWarning(session.world, request.place);
  const refers = request.message !== 'Alert';
  // What is out as the real thing must be taken back, whatever the session has become since.
  const takesBack = refers && open?.status === request.status;
  if (!takesBack && !allowedStatuses(session.isExercise).includes(request.status)) {
    const message = `a ${session.source.kind} session that is not the real thing of now can only give warnings of status Exercise, not ${request.status}`;
    return err({ code: 'notPossible', message });
  }
  if (refers && open?.status !== request.status) {
    const message = `no open warning of status ${request.status} for "${request.place}": there is nothing to ${request.message === 'Cancel' ? 'cancel' : 'update'}`;
    return err({ code: 'conflict', message });
  }
  const text = (language: WarningLanguage): WarningText =>
    request.texts[language] ?? warningTemplate(place, language, request.message);
  const settings = session.warnings;
  return ok({
    identifier,
    sender: settings?.sender ?? `${site.id}.anlan.invalid`,
    ...(settings?.senderName ? { senderName: settings.senderName } : {}),
    sentAt: session.now(),
    timeZone: site.timeZone,
    status: request.status,
    message: request.message,
    references: refers ? (open?.references ?? []) : [],
    event: site.name,
    place,
    languages: request.languages,
    texts: { zh: text('zh'), en: text('en') },
    validMin: request.validMin,
    withCircle: request.withCircle,
  });
}
