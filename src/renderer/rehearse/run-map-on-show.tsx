import { useEffect } from 'react';
import type { DensityMap } from '../../domain/rehearsal/density-map.ts';
import { useSeat } from '../seat.ts';
import type { RunMark } from '../state/run-mark.ts';
import type { RunMapOnMap } from '../state/ui-store.ts';

interface RunMapOnShowProps extends Pick<RunMapOnMap, 'run' | 'what'> {
  readonly map: DensityMap;
}

/** Draws a run's raster, and says which it is, as long as it is part of the page. */
export function RunMapOnShow({ map, run, what }: RunMapOnShowProps) {
  const seat = useSeat();
  useEffect(() => {
    seat.map?.drawRunMap(map);
    return () => seat.map?.drawRunMap(undefined);
  }, [seat, map]);
  const { unit } = map;
  useEffect(() => {
    seat.ui.setState({ runMap: { run, what, unit } });
    return () => seat.ui.setState({ runMap: undefined });
  }, [seat, run, what, unit]);
  return null;
}

interface RunMarksOnShowProps extends Pick<RunMapOnMap, 'run' | 'what'> {
  readonly marks: readonly RunMark[];
}

/** Writes a run's figures on the map, and says which they are, as long as it is part of the page. */
export function RunMarksOnShow({ marks, run, what }: RunMarksOnShowProps) {
  const seat = useSeat();
  useEffect(() => seat.map?.drawRunMarks(marks), [seat, marks]);
  // New figures of the same kind take the old ones' place without an empty map in between.
  useEffect(() => () => seat.map?.drawRunMarks(undefined), [seat]);
  useEffect(() => {
    seat.ui.setState({ runMap: { run, what } });
    return () => seat.ui.setState({ runMap: undefined });
  }, [seat, run, what]);
  return null;
}
