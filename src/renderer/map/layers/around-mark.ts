type Placing = (string | [number, number])[];

/** Empty height above a line of text. */
const ABOVE_EM = 0.1;

/**
 * Places for a text below, above and beside a mark, `em` heights of the text from its middle; the first that is free is
 * taken.
 */
export function aroundMark(em: number): Placing {
  return ['top', [0, em - ABOVE_EM], 'bottom', [0, ABOVE_EM - em], ...besideMark(em)];
}

/** Right of a mark, and left of it. */
export function besideMark(em: number): Placing {
  return ['left', [em, 0], 'right', [-em, 0]];
}

/** At the corners of a mark, for where its sides are taken. */
export function atCorners(em: number): Placing {
  const aside = 0.7 * em;
  const up = aside - ABOVE_EM;
  return [
    ...['top-left', [aside, up] as [number, number]],
    ...['top-right', [-aside, up] as [number, number]],
    ...['bottom-left', [aside, -up] as [number, number]],
    ...['bottom-right', [-aside, -up] as [number, number]],
  ];
}
