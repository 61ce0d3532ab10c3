import { callsignIn } from '../i18n/callsign.ts';
import { useWords, useWorld } from '../seat.ts';

/** What a drone is called in the seat's language; a drone that was never heard goes by its id. */
export function useCallsign(drone: string): string {
  const { language } = useWords();
  return useWorld(({ world }) =>
    callsignIn(world.drones[drone]?.report.callsign ?? drone, language),
  );
}
