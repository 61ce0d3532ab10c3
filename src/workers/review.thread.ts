import { exposeThread } from './remote.ts';
import type { ReviewThread } from './review-port.ts';
import { reviewRecording } from './review-recording.ts';

exposeThread({ review: reviewRecording } satisfies ReviewThread);
