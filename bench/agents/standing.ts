import { counterUniform } from '../../src/workers/kernels/agents/counter-random.ts';
import { SEED, Streets } from './streets.ts';

/** How those who stand lie among those who walk: anywhere, or together in squares of so many metres. */
export type Standing = 'anywhere' | { readonly patchM: number };

/** The streets with a share of the people standing, gathered as the kernel gathers who rests. */
export async function openStanding(
  people: number,
  share: number,
  standing: Standing,
): Promise<Streets> {
  const streets = await Streets.open(people);
  const { memory } = streets;
  const x = memory.floats('x');
  const y = memory.floats('y');
  const speed = memory.floats('speed');
  const desired = memory.floats('desired');
  for (let index = 0; index < memory.count; index++) {
    const chance =
      standing === 'anywhere'
        ? counterUniform(SEED, index, 0)
        : counterUniform(
            SEED,
            Math.floor((x[index] as number) / standing.patchM),
            Math.floor((y[index] as number) / standing.patchM),
          );
    if (chance >= share) continue;
    speed[index] = 0;
    desired[index] = 0;
  }
  memory.isDisturbed = true;
  streets.step();
  streets.keep();
  return streets;
}
