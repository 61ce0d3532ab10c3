import type { MapControl } from '../seat.ts';

/** Lets two maps show the same part of the world: whichever is moved by hand leads. The result parts them. */
export function linkMaps(first: MapControl, second: MapControl): () => void {
  second.show(first.view());
  // A map that is not on the page has no size, and nothing that it does means anything.
  const areShown = () => [first, second].every((map) => map.picture().element.isConnected);
  const lead = (leader: MapControl, follower: MapControl) =>
    leader.onMove((view) => {
      if (areShown()) follower.show(view);
    });
  const stops = [lead(first, second), lead(second, first)];
  return () => {
    for (const stop of stops) stop();
  };
}
