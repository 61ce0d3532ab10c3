import type { CheckpointMode } from '../../domain/site/site.ts';

/** Glyphs of checkpoint modes as strokes in a box of 16 by 16; `oneWayIn` points up, the way in. */
export const MODE_GLYPHS: Readonly<Record<CheckpointMode, string>> = {
  open: 'M5.5 3V13M10.5 3V13',
  metered: 'M8 3.2V3.8M8 7.7V8.3M8 12.2V12.8',
  oneWayIn: 'M8 13.5V3M3.8 7.2L8 3L12.2 7.2',
  oneWayOut: 'M8 2.5V13M3.8 8.8L8 13L12.2 8.8',
  waveRelease:
    'M2.5 5Q5.2 2.6 8 5T13.5 5M2.5 8.5Q5.2 6.1 8 8.5T13.5 8.5M2.5 12Q5.2 9.6 8 12T13.5 12',
  closed: 'M4 4L12 12M12 4L4 12',
};
