import type { ReplayState } from '../../../domain/session/replay-state.ts';
import { recordFailure } from '../../../store/failure.ts';
import { canonicalPath, checkWritable } from '../../../store/inspect.ts';
import { takeWriterLock } from '../../../store/writer-lock.ts';

/** What may be done with a recording that nobody in this hub records. */
export type FileAccess = Pick<ReplayState, 'growing' | 'reviewable'>;

/** Asks whether another program records a file, and whether it may be written. Nothing in it is changed. */
export async function fileAccess(file: string): Promise<FileAccess> {
  try {
    const canonical = await canonicalPath(file);
    await checkWritable(canonical);
    const lock = await takeWriterLock(canonical);
    await lock.release();
    return { growing: false, reviewable: true };
  } catch (error) {
    const { code, message } = await recordFailure(error, file);
    return { growing: code === 'inUse', reviewable: message };
  }
}
