import { exposeThread } from './remote.ts';
import type { ReviewThread } from './review-port.ts';
import { reviewRecording } from './review-recording.ts';

let share = 0;

exposeThread({
  review: (query) =>
    reviewRecording(query, (done) => {
      share = done;
    }),
  progress: async () => share,
} satisfies ReviewThread);
