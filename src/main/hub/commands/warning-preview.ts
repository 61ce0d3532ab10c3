import { ok } from '../../../domain/base/result.ts';
import { capXml } from '../../../domain/warning/cap.ts';
import type { Command } from './command.ts';
import { buildWarning, warningRequestSchema } from './warning-build.ts';

/** A public warning as it would be written; it is given no name of its own and nothing is recorded. */
export const previewWarning: Command<'warning.preview'> = {
  input: warningRequestSchema,
  async run({ session }, _caller, request) {
    const warning = buildWarning(session, request, 'preview-not-issued');
    return warning.ok ? ok({ xml: capXml(warning.value) }) : warning;
  },
};
