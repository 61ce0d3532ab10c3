import type { Translate } from '../i18n/translate.ts';
import type { WordKey } from '../i18n/zh.ts';

/** Tasks as senders name them; any other stands in the sender's own words. */
const TASKS: Readonly<Record<string, WordKey>> = {
  patrol: 'droneTask.patrol',
  standby: 'flightMode.standby',
  charging: 'droneTask.charging',
  takeOff: 'flightMode.takeoff',
  return: 'flightMode.return',
  landing: 'flightMode.land',
};

/** What a drone is doing, for the person at the seat. */
export function droneTaskWords(task: string | undefined, t: Translate): string {
  if (task === undefined) return t('drones.noTask');
  const key = TASKS[task];
  return key === undefined ? task : t(key);
}
