import type { LonLat } from '../../../domain/base/quantity.ts';
import type { Datum } from '../../../domain/geo/datum.ts';
import type { FeedState } from '../../../domain/session/delivery.ts';
import type { World } from '../../../domain/session/world.ts';
import type { DatumFit } from '../../../domain/site/suggest-datum.ts';
import type { FeedSettings } from './feed-settings.ts';
import type { MessageBroker } from './message-broker.ts';

/** Finds the sensor whose polygon holds a WGS84 position: any but a telecom grid's squares, or only those. */
export type SensorAt = (position: LonLat, kind?: 'any' | 'gridCell') => string | undefined;

/** What feeds are made from. */
export interface FeedPlan {
  readonly settings: readonly FeedSettings[];
  readonly sensorAt: SensorAt;
  /** The datum that fits positions clearly better than the named one. */
  readonly suggestDatum: (
    positions: readonly LonLat[],
    named: Datum | undefined,
  ) => DatumFit | undefined;
  readonly broker: MessageBroker;
  /** The accounts of an earlier run of the same session. */
  readonly before: Readonly<Record<string, FeedState>>;
  /** What operators changed in an earlier run. */
  readonly edited: World['editedFeeds'];
}
