import { must } from '../../../domain/base/assert.ts';
import { packRun, type SavedColumn, unpackRun } from '../agents/saved-run.ts';
import type { NightWorld } from './night-world.ts';
import { Visitors } from './visitors.ts';
import type { WayConditions } from './ways.ts';

/** What a night keeps besides its world: columns that are filled in place, and things small enough for JSON. */
export interface NightParts {
  readonly columns: readonly SavedColumn[];
  readonly small: unknown;
}

interface Small {
  readonly counts: NightWorld['counts'];
  readonly control: ReturnType<NightWorld['control']['save']>;
  readonly happenings: unknown;
  readonly wayRound: number;
  readonly slots: number;
  readonly parts: unknown;
}

/** The columns of the world that are filled in place, in this order in every saved night. */
function worldColumns({ heading, dwelling, demand, control, places }: NightWorld): SavedColumn[] {
  return [
    heading,
    dwelling,
    demand.due,
    demand.goal,
    demand.moveRate,
    demand.want,
    demand.strength,
    ...control.columns,
    places.taken,
    places.pressed,
  ];
}

/** The whole state of a night. */
export function packNight(fingerprint: number, parts: NightParts, world: NightWorld): Uint8Array {
  const { counts, control, happenings, ways, visitors, stage } = world;
  const solved = ways.save();
  const slots = stage.core.bodies.slots;
  const small: Small = {
    counts,
    control: control.save(),
    happenings: happenings.save(),
    wayRound: solved.round,
    slots,
    parts: parts.small,
  };
  return packRun(fingerprint, [
    new TextEncoder().encode(JSON.stringify(small)),
    stage.core.save(),
    ...worldColumns(world),
    ...parts.columns,
    ...visitors.save(slots),
    solved.of,
    solved.queue,
    ...solved.conditions.flatMap(({ slowness, lets }) => [slowness, lets]),
  ]);
}

/** Fills the world and the parts' columns from a saved night, and gives back what was small. */
export function unpackNight(
  saved: Uint8Array,
  fingerprint: number,
  columns: readonly SavedColumn[],
  world: NightWorld,
): unknown {
  const bytes = unpackRun(saved, fingerprint);
  let at = 0;
  const next = () => must(bytes[at++], 'a column of the saved night');
  const small = JSON.parse(new TextDecoder().decode(next())) as Small;
  Object.assign(world.counts, small.counts);
  world.control.restore(small.control);
  world.happenings.restore(small.happenings);
  world.stage.core.restore(next());
  for (const column of [...worldColumns(world), ...columns]) {
    new Uint8Array(column.buffer, column.byteOffset, column.byteLength).set(next());
  }
  world.visitors.restore(small.slots, Array.from({ length: Visitors.columnCount }, next));
  const of = next();
  const queue = next();
  const conditions: WayConditions[] = [];
  while (at < bytes.length) conditions.push({ slowness: next(), lets: next() });
  world.ways.restore({
    conditions,
    of,
    queue: new Uint16Array(queue.slice().buffer),
    round: small.wayRound,
  });
  return small.parts;
}
