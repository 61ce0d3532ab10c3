declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

export type ZoneId = Branded<'zone'>;
export type HotSpotId = Branded<'hot-spot'>;
export type CheckpointId = Branded<'checkpoint'>;
export type GateId = Branded<'gate'>;
export type PostId = Branded<'post'>;
export type UnitId = Branded<'unit'>;
export type DroneId = Branded<'drone'>;
export type SensorId = Branded<'sensor'>;
export type FeedId = Branded<'feed'>;
export type SessionId = Branded<'session'>;
export type SeatId = Branded<'seat'>;
export type OrderId = Branded<'order'>;
