import { parseArgs } from 'node:util';
import { CHECKED_MINUTES, CHECKED_PEOPLE } from '../../domain/rehearsal/check-plan.ts';

/** What `anlan check-plan` was asked for. */
export interface CheckPlanOptions {
  readonly event: string;
  readonly changes: readonly string[];
  readonly people: number;
  readonly minutes: number;
  readonly json: boolean;
}

export const CHECK_PLAN_USAGE = `anlan check-plan [EVENT] [options]
  EVENT                 a name under resources/ (default: hubin) or a folder with site.json and night.json
  --set CHANGE          a change of the plan, as anlan simulate takes it; may be given several times
  --people N            who must get out of the core (default ${CHECKED_PEOPLE})
  --minutes N           in this time (default ${CHECKED_MINUTES})
  --json                print one JSON object
  exit code 0: nothing blocks the plan; 1: something does; 2: the words of the command line are wrong`;

/** Reads the words of the command line; an error says which word is wrong. */
export function readCheckPlanOptions(words: readonly string[]): CheckPlanOptions | string {
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        set: { type: 'string', multiple: true, default: [] },
        people: { type: 'string', default: String(CHECKED_PEOPLE) },
        minutes: { type: 'string', default: String(CHECKED_MINUTES) },
        json: { type: 'boolean', default: false },
      },
    });
    const [event = 'hubin', ...more] = positionals;
    if (more.length > 0) return 'name one EVENT to check';
    return {
      event,
      changes: values.set,
      people: positive('people', values.people, 1e6),
      minutes: positive('minutes', values.minutes, 600),
      json: values.json,
    };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function positive(option: string, text: string, most: number): number {
  const value = Number(text);
  if (text !== '' && value > 0 && value <= most) return value;
  throw new Error(`--${option} is a number above 0 and up to ${most}, not "${text}"`);
}
