import { foldReviewMark, NO_REVIEW_MARKS } from '../../../domain/session/fold-review-mark.ts';
import type { ReviewMarks } from '../../../domain/session/review-mark.ts';
import type { RecordingReads } from '../../../workers/replay-port.ts';

/** What reviewers have written into a recording, as it stands in the file. */
export async function readReviewMarks(
  reading: Pick<RecordingReads, 'marks'>,
): Promise<ReviewMarks> {
  const logged = await reading.marks({
    kinds: ['bookmark', 'story', 'disposition'],
    from: 0,
    to: Number.MAX_SAFE_INTEGER,
  });
  return logged.reduce((marks, { entry }) => foldReviewMark(marks, entry), NO_REVIEW_MARKS);
}
