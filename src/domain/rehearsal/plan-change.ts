import { err, ok, type Result } from '../base/result.ts';

/** What a change can be about; `people` and `release` have no name of their own. */
export const CHANGE_TARGETS = [
  'checkpoint',
  'gate',
  'zone',
  'hotSpot',
  'passage',
  'people',
  'release',
] as const;
export type ChangeTarget = (typeof CHANGE_TARGETS)[number];

/** One change of a plan as written: `checkpoint.12.mode@23:45=closed`. */
export interface PlanChange {
  readonly text: string;
  readonly target: ChangeTarget;
  /** A number or an id, `*` for all of its kind; empty for `people` and `release`. */
  readonly name: string;
  /** What is changed: `mode`, `visits.factor`, … */
  readonly property: string;
  /** `HH:MM` of the site's wall clock from which it holds; absent: from the beginning. */
  readonly at?: string;
  readonly value: string;
}

const FORM = /^(?<path>[^=@\s]+)(?:@(?<at>[^=\s]+))?=(?<value>\S+)$/;
const CLOCK = /^([01]\d|2[0-3]):[0-5]\d$/;

/** Reads the form of a change; whether the plan has such a thing is seen when it is applied. */
export function parsePlanChange(text: string): Result<PlanChange> {
  const { path, at, value } = FORM.exec(text.trim())?.groups ?? {};
  if (path === undefined || value === undefined) {
    return err(`change "${text}": write it like checkpoint.12.mode=closed, without spaces`);
  }
  if (at !== undefined && !CLOCK.test(at)) {
    return err(`change "${text}": after @ stands a time HH:MM, not "${at}"`);
  }
  const [first = '', ...rest] = path.split('.');
  const target = CHANGE_TARGETS.find((each) => each === first);
  if (target === undefined) {
    return err(`change "${text}": begins with one of ${CHANGE_TARGETS.join(', ')}, not "${first}"`);
  }
  const named = target !== 'people' && target !== 'release';
  const name = named ? (rest.shift() ?? '') : '';
  const property = rest.join('.');
  if (property === '' || (named && name === '')) {
    return err(`change "${text}": say what of it changes, like checkpoint.12.mode=closed`);
  }
  return ok({
    text: text.trim(),
    target,
    name,
    property,
    value,
    ...(at === undefined ? {} : { at }),
  });
}
