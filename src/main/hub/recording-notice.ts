import { z } from 'zod';
import { err, ok, type Result } from '../../domain/base/result.ts';
import { type FeedRecording, RECORDING_KINDS } from '../../domain/session/delivery.ts';

const noticeSchema = z
  .object({
    file: z.string().min(1).max(255),
    kind: z.enum(RECORDING_KINDS),
    speed: z.number().min(0),
    retimed: z.boolean(),
    placed: z
      .object({
        lon: z.number().min(-180).max(180),
        lat: z.number().min(-90).max(90),
        bearingDeg: z.number().min(0).lt(360),
      })
      .strict()
      .optional(),
  })
  .strict();

/** Reads what a player announces before it plays; the error names the field and what is wrong. */
export function readRecordingNotice(body: Uint8Array): Result<FeedRecording> {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder().decode(body));
  } catch (error) {
    return err(`announcement: ${error instanceof Error ? error.message : String(error)}`);
  }
  const read = noticeSchema.safeParse(json);
  if (!read.success) {
    const [issue] = read.error.issues;
    return err(`announcement: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not usable'}`);
  }
  const { placed, ...rest } = read.data;
  return ok({ ...rest, ...(placed ? { placed } : {}) });
}
