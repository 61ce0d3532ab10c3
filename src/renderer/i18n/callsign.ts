import type { Language } from './language.ts';

/** What a drone is called by nothing but its number, in the tongues that its callsign may come in. */
const NUMBERED = /^(?:无人机|uav|drone)[-\s]?(\d+)$/i;

/**
 * A callsign as the seat says it. It is the sender's and stays as it is, but for one that is only the word for a drone
 * and a number: that is said in the seat's language.
 */
export function callsignIn(callsign: string, language: Language): string {
  const number = NUMBERED.exec(callsign)?.[1];
  if (number === undefined) return callsign;
  return `${language === 'zh' ? '无人机' : 'UAV'}-${number}`;
}
