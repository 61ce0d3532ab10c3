/** Colours of imported maps: none that says a level, all legible on the dark ground and under the density. */
const COLOURS = ['#8fb0d8', '#b8a1d9', '#7fc0c4', '#c9b79a', '#d3a0bf'] as const;

/** The colour of an imported map: the same on every seat, whatever else is shown. */
export function importColour(id: string): string {
  const index = Number.parseInt(id.slice(0, 6), 16) % COLOURS.length;
  return COLOURS[index] ?? COLOURS[0];
}
