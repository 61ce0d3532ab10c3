import { z } from 'zod';
import { err } from '../../../domain/base/result.ts';
import { reviewFile } from '../../review/review-file.ts';
import { writeDocument } from '../../review/write-document.ts';
import type { Command, SeatContext } from './command.ts';
import { SharedResults } from './shared-results.ts';

/** Half a minute of a processor each: whoever asks for the same gets the same, and no file is reviewed twice at once. */
const reports = new SharedResults<Awaited<ReturnType<typeof reviewFile>>>();

/** Every figure of the review. */
export const readReport: Command<'review.report', SeatContext> = {
  input: z.object({ from: z.number().optional(), to: z.number().optional() }),
  async run({ eventFile, recording }, _caller, { from, to }) {
    const span = await (await recording()).span();
    const key = JSON.stringify([span?.headSeq, from, to]);
    const report = await reports.of(eventFile, key, () =>
      reviewFile({
        file: eventFile,
        ...(from === undefined ? {} : { from }),
        ...(to === undefined ? {} : { to }),
      }),
    );
    return report.ok ? report : err({ code: 'notPossible', message: report.error.message });
  },
};

/** The after-action report as a document. */
export const readDocument: Command<'review.document', SeatContext> = {
  input: z.object({ language: z.enum(['zh', 'en']), format: z.enum(['html', 'pdf']) }),
  async run({ eventFile }, _caller, { language, format }) {
    const document = await writeDocument({ file: eventFile, language, format });
    return document.ok ? document : err({ code: 'notPossible', message: document.error.message });
  },
};
