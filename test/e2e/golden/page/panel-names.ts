/** The panels of the seat that have accepted pictures. */
export const PANEL_NAMES = [
  'places',
  'alerts',
  'figures',
  'checkpoints',
  'drones',
  'legend',
] as const;
export type PanelName = (typeof PANEL_NAMES)[number];
