import type { Dialect } from '../../../../domain/session/feed-controls.ts';
import { csv } from './csv.ts';
import { fiware } from './fiware.ts';
import { hikvision, hikvisionPeriod } from './hikvision.ts';
import { isarsoft } from './isarsoft.ts';
import { seoul } from './seoul.ts';

/** Formats of known senders, to begin a feed's settings with: the tables of names are the operator's to fill. */
export const DIALECTS: readonly Dialect[] = [
  isarsoft,
  hikvision,
  hikvisionPeriod,
  fiware,
  seoul,
  csv,
];
