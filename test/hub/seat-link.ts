import type { Attached } from '../../src/domain/wire/contract.ts';
import { openSeatSocket, type SeatSocket } from './seat-socket.ts';

/** A seat without a screen: the calls of the contract over a real WebSocket. */
export interface SeatLink extends Pick<SeatSocket, 'call' | 'refusal' | 'close'> {
  readonly attached: Attached;
}

/** Opens a seat at a hub. */
export async function openSeat(url: string, role: Attached['role']): Promise<SeatLink> {
  const socket = await openSeatSocket(url);
  return { ...socket, attached: await socket.attach({ role }) };
}
