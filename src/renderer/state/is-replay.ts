import type { World } from '../../domain/session/world.ts';

/** Whether what is on show has already happened: nothing of it can be ordered, taken over or changed. */
export function isReplay({ replay, session }: World): boolean {
  return replay !== undefined || session?.source === 'replay';
}
