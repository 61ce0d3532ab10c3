import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

/** The windows of a post: command for the commander, wall for all in the room, review for afterwards, planner for before. */
export const WINDOW_KINDS = ['command', 'wall', 'review', 'planner'] as const;
export type WindowKind = (typeof WINDOW_KINDS)[number];

const whole = z.number().int().min(-100_000).max(100_000);
const size = z.number().int().min(200).max(100_000);

const placeSchema = z.object({
  /** Electron's id of the screen. */
  display: z.number(),
  /** Of the window when it is neither maximised nor full screen; in device-independent pixels. */
  bounds: z.object({ x: whole, y: whole, width: size, height: size }),
  maximized: z.boolean(),
  fullScreen: z.boolean(),
});

const memorySchema = z.strictObject({
  version: z.literal(1),
  /** Absent: the system's. */
  language: z.enum(['zh', 'en']).optional(),
  /** The windows that were open at the end. */
  open: z.array(z.enum(WINDOW_KINDS)).min(1),
  places: z.partialRecord(z.enum(WINDOW_KINDS), placeSchema),
});

/** Where a window stood. */
export type WindowPlace = z.infer<typeof placeSchema>;
/** What the shell remembers from one start to the next. */
export type WindowMemory = z.infer<typeof memorySchema>;

const DEFAULTS: WindowMemory = { version: 1, open: ['command'], places: {} };

/** The file in which the shell remembers its windows. A file that cannot be read is said, and the defaults hold. */
export function windowMemory(
  file: string,
  warn: (message: string) => void,
): {
  readonly value: WindowMemory;
  update(change: Partial<WindowMemory>): void;
} {
  let value = read(file, warn);
  return {
    get value() {
      return value;
    },
    update(change) {
      value = { ...value, ...change };
      try {
        mkdirSync(path.dirname(file), { recursive: true });
        // Whole or not at all: a power cut must not leave half a file.
        writeFileSync(`${file}.new`, `${JSON.stringify(value, undefined, 2)}\n`);
        renameSync(`${file}.new`, file);
      } catch (error) {
        warn(`${file} cannot be written (${messageOf(error)}): windows will not be remembered`);
      }
    },
  };
}

function read(file: string, warn: (message: string) => void): WindowMemory {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const isFirst = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    if (!isFirst) warn(`${file} cannot be read (${messageOf(error)}): the windows open anew`);
    return DEFAULTS;
  }
  try {
    return memorySchema.parse(JSON.parse(text));
  } catch (error) {
    const why =
      error instanceof z.ZodError
        ? error.issues.map(({ path: at, message }) => `${at.join('.')}: ${message}`).join('; ')
        : messageOf(error);
    warn(`${file} is not what was written there (${why}): the windows open anew`);
    return DEFAULTS;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
