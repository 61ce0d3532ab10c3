import type { Millis } from '../base/quantity.ts';
import type { Estimate } from './estimate.ts';

/**
 * An estimate needs a figure for every place, also for one that no reading has ever supported: there it is what the
 * estimator assumed to begin with. Such a guess is shown, kept, reviewed and told to nobody. Whoever takes a figure out
 * of an estimate asks here.
 */

/** The estimate of a zone or hot-spot; undefined where no reading has ever supported it. */
export function supportedPlace<T extends { readonly supportAt?: Millis }>(
  place: T | undefined,
): T | undefined {
  return place?.supportAt === undefined ? undefined : place;
}

/** The estimate for figures of the area as a whole; undefined before any reading has supported a zone of it. */
export function supportedArea<T extends Pick<Estimate, 'zones'>>(
  estimate: T | undefined,
): T | undefined {
  return estimate?.zones.some((zone) => supportedPlace(zone)) ? estimate : undefined;
}
