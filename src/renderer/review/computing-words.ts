import type { ReplayState } from '../../domain/session/replay-state.ts';
import type { Format } from '../i18n/format.ts';
import type { Translate } from '../i18n/translate.ts';

/** How far a view that is computed is, and how long the rest takes; undefined when nothing is computed. */
export function computingWords(
  replay: ReplayState | undefined,
  t: Translate,
  format: Format,
): string | undefined {
  if (replay?.computing === undefined) return undefined;
  const percent = format.percent(replay.computing);
  const { computingLeftMs } = replay;
  return computingLeftMs === undefined
    ? t('replay.computing', { percent })
    : t('replay.computingLeft', { percent, left: format.age(computingLeftMs) });
}
