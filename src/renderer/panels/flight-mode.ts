import type { Translate } from '../i18n/translate.ts';
import type { WordKey } from '../i18n/zh.ts';

/** What the modes of autopilots come down to; those that are not here stand in the autopilot's own words alone. */
const MEANINGS: Readonly<Record<string, WordKey>> = {
  ...meaning('flightMode.return', [
    ...['RTL', 'QRTL', 'AUTO_RTL', 'SMART_RTL', 'AUTO RTL', 'returning home'],
  ]),
  ...meaning('flightMode.land', [
    ...['LAND', 'QLAND', 'AUTOLAND', 'AUTO LAND', 'AUTO PRECLAND'],
    ...['automatic landing', 'forced landing', 'three-blade landing'],
  ]),
  ...meaning('flightMode.takeoff', [
    ...['TAKEOFF', 'AUTO TAKEOFF', 'AUTO VTOL_TAKEOFF', 'automatic takeoff'],
    ...['takeoff preparation', 'takeoff preparation completed'],
  ]),
  ...meaning('flightMode.mission', ['AUTO', 'AUTO MISSION', 'wayline flight']),
  ...meaning('flightMode.guided', ['GUIDED', 'OFFBOARD', 'live flight controls']),
  ...meaning('flightMode.hold', [
    ...['LOITER', 'QLOITER', 'POSHOLD', 'POSCTL', 'BRAKE', 'HOLD', 'QHOVER', 'AUTO LOITER'],
  ]),
  ...meaning('flightMode.manual', [
    ...['MANUAL', 'STABILIZE', 'STABILIZED', 'ALT_HOLD', 'ALTCTL', 'FLY_BY_WIRE_A'],
    ...['manual flight', 'virtual stick', 'APAS'],
  ]),
  ...meaning('flightMode.standby', ['standby', 'AUTO READY']),
};

/** A flight mode for the person at the seat: what it means, with the autopilot's own word where that says more. */
export function flightModeWords(mode: string | undefined, t: Translate): string {
  if (mode === undefined) return t('unit.unknown');
  const key = MEANINGS[mode];
  if (key === undefined) return mode;
  // DJI's words are whole sentences in English; the autopilots' are names that pilots use.
  return mode === mode.toUpperCase() ? `${t(key)} ${mode}` : t(key);
}

function meaning(key: WordKey, modes: readonly string[]): Readonly<Record<string, WordKey>> {
  return Object.fromEntries(modes.map((mode) => [mode, key]));
}
