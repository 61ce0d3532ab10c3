import { z } from 'zod';
import type { Millis } from '../../../domain/base/quantity.ts';
import { err, ok } from '../../../domain/base/result.ts';
import { reviewFile } from '../../review/review-file.ts';
import { writeDocument } from '../../review/write-document.ts';
import type { Command, SeatContext } from './command.ts';
import { SharedResults } from './shared-results.ts';
import { WorkProgress } from './work-progress.ts';

/** Half a minute of a processor each: whoever asks for the same gets the same, and no file is reviewed twice at once. */
const reports = new SharedResults<Awaited<ReturnType<typeof reviewFile>>>();
const progress = new WorkProgress(() => performance.now());
const documents = new SharedResults<Awaited<ReturnType<typeof writeDocument>>>();

/** Every figure of the review. */
export const readReport: Command<'review.report', SeatContext> = {
  input: z.object({ from: z.number().optional(), to: z.number().optional() }),
  async run({ eventFile, recording }, _caller, { from, to }, gone) {
    const span = {
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
    };
    const report = await review(eventFile, await headOf(recording), span, gone);
    return report.ok ? report : err({ code: 'notPossible', message: report.error.message });
  },
};

/** How far the review of the session's recording is; empty when none is under way. */
export const readProgress: Command<'review.progress', SeatContext> = {
  input: z.object({}),
  run: async ({ eventFile }) => ok({ ...progress.of(eventFile) }),
};

/** The after-action report as a document, from the same figures. */
export const readDocument: Command<'review.document', SeatContext> = {
  input: z.object({ language: z.enum(['zh', 'en']), format: z.enum(['html', 'pdf']) }),
  async run({ eventFile, recording, findPress }, _caller, { language, format }, gone) {
    const headSeq = await headOf(recording);
    const document = await documents.of(
      eventFile,
      JSON.stringify([headSeq, language, format]),
      (signal) =>
        writeDocument({
          file: eventFile,
          language,
          format,
          review: () => review(eventFile, headSeq, {}, signal),
          signal,
          ...(findPress ? { findPress } : {}),
        }),
      gone,
    );
    return document.ok ? document : err({ code: 'notPossible', message: document.error.message });
  },
};

/** How far the recording went when it was asked about. */
async function headOf(recording: SeatContext['recording']): Promise<number | undefined> {
  return (await (await recording()).span())?.headSeq;
}

function review(
  file: string,
  headSeq: number | undefined,
  span: { readonly from?: Millis; readonly to?: Millis },
  gone: AbortSignal,
): ReturnType<typeof reviewFile> {
  const key = JSON.stringify([headSeq, span.from, span.to]);
  return reports.of(
    file,
    key,
    (signal) =>
      progress.during(file, (onProgress) => reviewFile({ file, ...span, signal, onProgress })),
    gone,
  );
}
