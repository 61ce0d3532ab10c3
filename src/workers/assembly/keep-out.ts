import { W, address } from './block';
import { awayX, awayY, smoothClearanceAt } from './ground';

/** Pushes the person at byte offset i out of the wall; who cannot be stays. */
export function keepOut(P: usize, i: usize): void {
  const outX = address(P, W.x) + i;
  const outY = address(P, W.y) + i;
  const r = load<f32>(address(P, W.sortedRadius) + i);
  const body: f32 = r * <f32>0.6;
  const needed: f32 = body > <f32>0.09 ? body : <f32>0.09;
  let newX = load<f32>(outX);
  let newY = load<f32>(outY);
  let free = smoothClearanceAt(P, newX, newY);
  for (let attempt = 0; attempt < 2 && free < r; attempt++) {
    newX = newX + awayX * (r - free);
    newY = newY + awayY * (r - free);
    free = smoothClearanceAt(P, newX, newY);
  }
  if (free < needed) {
    const x = load<f32>(address(P, W.sortedX) + i);
    const y = load<f32>(address(P, W.sortedY) + i);
    if (free < smoothClearanceAt(P, x, y)) {
      newX = x;
      newY = y;
      store<f32>(address(P, W.speed) + i, 0);
    }
  }
  store<f32>(outX, newX);
  store<f32>(outY, newY);
}
