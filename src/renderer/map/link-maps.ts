import type { MapControl } from '../seat.ts';

/** Lets two maps show the same part of the world: whichever is moved by hand leads. The result parts them. */
export function linkMaps(first: MapControl, second: MapControl): () => void {
  second.show(first.view());
  const stops = [
    first.onMove((view) => second.show(view)),
    second.onMove((view) => first.show(view)),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
