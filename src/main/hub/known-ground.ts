import type { Ground } from '../../domain/site/ground.ts';
import type { Site } from '../../domain/site/site.ts';
import type { SessionHost } from './session-host.ts';

/** The checked ground of a session on the very same site; undefined when none is. */
export function knownGround(site: Site, host: SessionHost): Ground | undefined {
  const wanted = JSON.stringify(site);
  return host
    .all()
    .map(({ session }) => session.ground)
    .find((ground) => ground.site === site || JSON.stringify(ground.site) === wanted);
}
