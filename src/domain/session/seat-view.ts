import type { Millis } from '../base/quantity.ts';

/** What stands on a seat's screen: recorded when it has changed, so that it can be told what somebody saw. */
export interface SeatView {
  /** `command`, `wall`, `review` or `planner`. */
  readonly layout: string;
  /** The tab that is open in it; absent: it has none. */
  readonly panel?: string;
  /** The middle of the map; absent: it shows none. */
  readonly map?: { readonly lon: number; readonly lat: number; readonly zoom: number };
  readonly layers: readonly string[];
  /** The object that is selected, `kind:id`. */
  readonly selection?: string;
  /** The part of the night that the timeline shows; absent: all of it, or the timeline is folded. */
  readonly timeline?: { readonly from: Millis; readonly to: Millis };
}
