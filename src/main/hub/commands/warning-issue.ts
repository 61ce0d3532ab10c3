import { z } from 'zod';
import { MINUTE } from '../../../domain/base/quantity.ts';
import { err, ok, type Result } from '../../../domain/base/result.ts';
import { openWarning } from '../../../domain/session/world.ts';
import { localTime } from '../../../domain/time/local-time.ts';
import { capXml } from '../../../domain/warning/cap.ts';
import type { InputOf, OutputOf, WireError } from '../../../domain/wire/contract.ts';
import {
  type Caller,
  type Command,
  type CommandContext,
  inTurn,
  NOBODY_TOOK_OVER,
  notRecorded,
} from './command.ts';
import { recordedBefore } from './recorded-before.ts';
import { buildWarning, warningRequestSchema } from './warning-build.ts';

/** Writes a public warning out. It is on record, with the name of who gave it, before the seat has it. */
export const issueWarning: Command<'warning.issue'> = {
  input: warningRequestSchema.extend({
    request: z.string().regex(/^[a-z0-9-]{8,64}$/, 'a request is 8 to 64 of a-z, 0-9 and hyphens'),
  }),
  run: (context, caller, input) => inTurn(context.session, () => issue(context, caller, input)),
};

type Issued = OutputOf<'warning.issue'>;

async function issue(
  context: CommandContext,
  caller: Caller,
  { request, ...wanted }: InputOf<'warning.issue'>,
): Promise<Result<Issued, WireError>> {
  const { session } = context;
  const identifier = `anlan-${session.id}-${request}`;
  // A seat that lost its link asks again, perhaps a hub that was started anew: the record knows what is out.
  const before = await recordedBefore(
    context,
    'warningIssued',
    ({ payload }) => payload.identifier === identifier,
  );
  if (before) return ok({ identifier, xml: before.payload.xml });
  if (caller.operator === undefined) return err(NOBODY_TOOK_OVER);
  const open = openWarning(session.world, wanted.place);
  if (wanted.message === 'Alert' && wanted.status !== 'Draft' && open) {
    const message = `a warning for "${wanted.place}" is open already: update or cancel it`;
    return err({ code: 'conflict', message });
  }
  const warning = buildWarning(session, wanted, identifier);
  if (!warning.ok) return warning;
  const { place, status, message, sender, sentAt, timeZone, validMin } = warning.value;
  const xml = capXml(warning.value);
  const seq = await session.commit('warningIssued', {
    identifier,
    place: place.id,
    status,
    message,
    sender,
    sent: localTime(sentAt, timeZone),
    expiresAt: sentAt + validMin * MINUTE,
    xml,
    by: caller.operator,
  });
  if (seq === undefined) return err(notRecorded(session));
  return ok({ identifier, xml });
}
