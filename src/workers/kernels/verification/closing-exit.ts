import type { Bench } from './bench.ts';
import { equalSpeed, floorPlan } from './floor-plan.ts';
import { rect } from './shapes.ts';
import type { Measured, VerificationTest } from './verification-test.ts';

const PERSONS = 20;

/** A room of 10 × 15 m, exits at both ends, 20 persons who would take the first; it closes at t = 1 s. */
async function closeExit(bench: Bench, how: 'interval' | 'command') {
  let atOneSecond: (() => void) | undefined;
  const played = await bench.play(
    floorPlan({
      name: 'an exit closes',
      durationS: 120,
      walkable: rect(0, 0, 15, 10),
      destinations: [
        {
          id: 'first',
          kind: 'exit',
          polygon: rect(0, 4.5, 0.3, 5.5),
          closed: how === 'interval' ? [{ fromS: 1 }] : [],
        },
        { id: 'second', kind: 'exit', polygon: rect(14.7, 4.5, 15, 5.5) },
      ],
      groups: [
        {
          id: 'crowd',
          area: rect(3, 2.5, 6, 7.5),
          people: {
            kind: 'places',
            places: Array.from(
              { length: PERSONS },
              (_, k) => [3.2 + 0.8 * (k % 4), 3 + 0.9 * Math.floor(k / 4)] as const,
            ),
          },
          freeSpeedMps: equalSpeed(1),
          route: { kind: 'nearest', destinations: ['first', 'second'] },
        },
      ],
    }),
    {
      untilS: 120,
      expected: PERSONS,
      everySteps: 20,
      onOpen: (simulation) => {
        if (how === 'command') atOneSecond = () => simulation.setDestination('first', false);
      },
      sample: (_, timeS) => {
        if (timeS >= 1 - 1e-9) {
          atOneSecond?.();
          atOneSecond = undefined;
        }
      },
    },
  );
  const bySecond = played.left.filter(({ destination }) => destination === 'second').length;
  return { bySecond, rerouted: played.rerouted, lastS: played.left.at(-1)?.timeS ?? Number.NaN };
}

export const nist41: VerificationTest = {
  id: 'nist-4.1',
  kind: 'test',
  title: { zh: '出口关闭', en: 'Dynamic availability of exits' },
  setUp: {
    zh: '20 人走向近的出口，t = 1 s 时它关闭（按时段，再按命令）。',
    en: '20 persons walk to the nearer of two exits, which closes at t = 1 s (by its interval, then by a command).',
  },
  criterion: { zh: '所有人从另一出口离开', en: 'all leave by the other' },
  async run(bench): Promise<Measured> {
    const interval = await closeExit(bench, 'interval');
    const command = await closeExit(bench, 'command');
    return {
      pass: interval.bySecond === PERSONS && command.bySecond === PERSONS,
      figures: {
        byOtherInterval: interval.bySecond,
        byOtherCommand: command.bySecond,
        rerouted: interval.rerouted,
        lastS: interval.lastS,
      },
    };
  },
};
