import type { LonLat } from '../base/quantity.ts';
import type { LocalMetres } from '../geo/local-metres.ts';
import type { Post } from '../site/site.ts';

/** Whoever reports from within this distance stands at the post. */
export const AT_POST_M = 30;

/** Whether a position is at a post. */
export function isAtPost(metres: LocalMetres, position: LonLat, post: Post): boolean {
  const [east, north] = metres.toLocal(post.position);
  const at = metres.toLocal(position);
  return Math.hypot(at[0] - east, at[1] - north) <= AT_POST_M;
}
