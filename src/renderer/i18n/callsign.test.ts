import { expect, test } from 'vitest';
import { callsignIn } from './callsign.ts';

test.each([
  ['无人机-01', 'UAV-01', '无人机-01'],
  ['UAV-3', 'UAV-3', '无人机-3'],
  ['drone 12', 'UAV-12', '无人机-12'],
  ['巡逻-01', '巡逻-01', '巡逻-01'],
  ['Falcon 2', 'Falcon 2', 'Falcon 2'],
  ['UAV-3 spare', 'UAV-3 spare', 'UAV-3 spare'],
])('%s is %s in English and %s in Chinese', (callsign, en, zh) => {
  expect(callsignIn(callsign, 'en')).toBe(en);
  expect(callsignIn(callsign, 'zh')).toBe(zh);
});
