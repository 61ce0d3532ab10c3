import { z } from 'zod';
import type { Millis } from '../base/quantity.ts';
import { err, ok, type Result } from '../base/result.ts';
import { PHASES } from '../session/entry.ts';
import { CHECKPOINT_MODES, leafZones, type Site } from '../site/site.ts';
import { bodyHabitsSchema, nightHappeningSchema } from './night-happening.ts';

/** A time of the night on the site's wall clock, `HH:MM` or `HH:MM:SS`; times before the start belong to the next day. */
const clockSchema = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/, 'a time is HH:MM or HH:MM:SS');
/** Corner points of a curve, straight in between and level beyond its ends. */
const curveSchema = z
  .array(z.tuple([clockSchema, z.number().min(0)]).readonly())
  .min(1)
  .readonly();
export type ClockCurve = z.infer<typeof curveSchema>;

const nameSchema = z.object({ zh: z.string().min(1), en: z.string().min(1) });
const idSchema = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'an id is lower-case words joined by hyphens');
const lonLatSchema = z
  .tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)])
  .readonly();
const minutesSchema = z.number().positive().max(600);
const shareSchema = z.number().min(0).max(1);

const peopleSchema = z.object({
  /** People inside the outer cordon at the start. Their crossings happened before it and count as visits. */
  initial: z.number().int().min(0),
  /**
   * Visits so far. A visit is a person's first crossing of the outer cordon (from the approaches or the world into
   * a leaf zone), the initial people included: the curve begins with `initial`.
   */
  visits: curveSchema,
  /** People inside the outer cordon: how many leave follows from this, as far as the ways out allow. */
  occupancy: curveSchema,
});

const gateSchema = z.object({
  gate: idSchema,
  /** Weight of the gate among arrivals, and among those who leave; weights need not add up to 1. */
  arriving: curveSchema,
  leaving: curveSchema,
  /** Most people a minute that it takes home (a metro exit's service); absent: what its width passes. */
  takesPerMin: z.number().positive().max(5_000).optional(),
});

const zoneSchema = z.object({
  zone: idSchema,
  /** Weight of the leaf zone among the places where people want to be; zones not listed attract nobody. */
  attraction: curveSchema,
});

const attractionSchema = z.object({
  id: idSchema,
  name: nameSchema,
  /** A point, or a line such as a rail or a quay's edge. */
  line: z.array(lonLatSchema).min(1).readonly(),
  /** Where the pull has fallen to 1/e, metres from the line. */
  radiusM: z.number().positive().max(200),
  /** Extra weight at the line: 1 makes people stand twice as dense as where nothing attracts. */
  strength: curveSchema,
});

/** Something to see: it pulls people into a zone, and inside it towards an attraction. */
const showSchema = z.object({
  name: nameSchema,
  startsAt: z.array(clockSchema).min(1).readonly(),
  /** People gather for `leadMin`, watch for `lastsMin`, and disperse for `leadMin`. */
  leadMin: minutesSchema,
  lastsMin: minutesSchema,
  zone: idSchema,
  /** What the zone's attraction is multiplied by during the show. */
  zoneFactor: z.number().min(1).max(20),
  attraction: idSchema,
  attractionFactor: z.number().min(1).max(20),
});

const behaviourSchema = z.object({
  /** A dweller sets out for another zone about once in this time. */
  strollMin: minutesSchema,
  /** How fast people go where attraction has risen. */
  shiftMin: minutesSchema,
  /** Distance that makes a gate 1/e times as likely a way home. */
  gateReachM: z.number().positive(),
  /** Random part of the gates' shares: standard deviation of their logarithm. */
  gateJitter: shareSchema,
});

const releaseSchema = z.object({
  startsAt: clockSchema,
  ring: z.enum(['core', 'control', 'diversion']),
  /** Share of the ring's people who have set out for home. */
  setOut: curveSchema,
});

/** A checkpoint set by plan at a time of the night. */
const scriptedOrderSchema = z.strictObject({
  at: clockSchema,
  checkpoint: idSchema,
  mode: z.enum(CHECKPOINT_MODES),
  meteredPerMinLane: z.number().positive().max(60).optional(),
});

/** Something that happens at a time of the night. */
export const scriptedHappeningSchema = z.strictObject({
  at: clockSchema,
  what: nightHappeningSchema,
});

const phaseSchema = z.object({
  phase: z.enum(PHASES),
  startsAt: clockSchema,
  reason: z.string().min(1),
});

const sensorsSchema = z.object({
  counterIntervalS: z.number().int().min(1).max(300),
  cameraIntervalS: z.number().int().min(1).max(300),
  densityIntervalS: z.number().int().min(1).max(300),
  /** The part of a sensor's declared relative error (its standard deviation) that stays all night; the rest changes. */
  systematicShare: shareSchema,
  /** How long the changing part of an area sensor's error lasts. */
  driftMin: minutesSchema,
  /**
   * Cameras lose people behind others: above `fromPerM2` they miss `perPerM2` of them for every further ped/m².
   * That is the make; single cameras differ from it by the share `scatter` (one standard deviation).
   */
  undercount: z.object({
    fromPerM2: z.number().positive(),
    perPerM2: shareSchema,
    atMost: shareSchema,
    scatter: shareSchema,
  }),
  /** Of the telecom grids that the rehearsal plays into; absent: an operator's usual ones. */
  telecom: z
    .object({
      intervalS: z.number().int().min(10).max(3_600),
      /** A count is sent so long after it was true. */
      delayS: z.number().int().min(0).max(3_600),
      /** Share of the phones that is counted in a square beside theirs. */
      smear: shareSchema,
      /** One standard deviation of the market share that nobody knows, as a share of it, and how long it lasts. */
      multiplierSd: shareSchema,
      multiplierDriftMin: minutesSchema,
    })
    .optional(),
  /** Sensors that fall silent; the seed chooses which. */
  dropOuts: z
    .array(
      z.object({
        kind: z.enum(['lineCounter', 'zoneCount', 'pointDensity']),
        sensors: z.number().int().positive(),
        startsAt: clockSchema,
        lastsMin: minutesSchema,
      }),
    )
    .readonly(),
});

const droneSchema = z.object({
  callsign: z.string().min(1),
  /** MAVLink system id. */
  sysid: z.number().int().min(1).max(255),
  base: lonLatSchema,
  /** Flown in a circle until the battery is low. */
  route: z.array(lonLatSchema).min(2).readonly(),
  altM: z.number().positive().max(120),
  speedMps: z.number().positive().max(25),
  climbMps: z.number().positive().max(10),
  firstTakeOff: clockSchema,
  /** Time in the air from a full battery to an empty one. */
  enduranceMin: minutesSchema,
  /** It turns back at this charge, and takes off again when charged fully. */
  returnAtPct: z.number().min(5).max(90),
  rechargeMin: minutesSchema,
  task: z.string().min(1),
});

/** A unit that walks its beat and reports where it is. */
const unitSchema = z.object({
  unit: idSchema,
  callsign: z.string().min(1).max(80),
  agency: z.string().min(1).max(80),
  /** Walked to its end and back; one point: it stands there. */
  route: z.array(lonLatSchema).min(1).readonly(),
  speedMps: z.number().positive().max(3),
  startsAt: clockSchema,
});

/** A scripted night: what a rehearsal's people and sensors do, as data. Only its numbers are random, by its seed. */
export const nightScriptSchema = z.object({
  format: z.literal('anlan-night'),
  version: z.literal(1),
  name: nameSchema,
  /** With the site's UTC offset, which all times in messages then carry. */
  startsAt: z.iso.datetime({ offset: true }),
  endsAt: z.iso.datetime({ offset: true }),
  /** The seed when nobody names another. */
  seed: z.number().int().min(0),
  people: peopleSchema,
  gates: z.array(gateSchema).min(1).readonly(),
  zones: z.array(zoneSchema).min(1).readonly(),
  attractions: z.array(attractionSchema).readonly(),
  shows: z.array(showSchema).readonly(),
  behaviour: behaviourSchema,
  release: releaseSchema,
  phases: z.array(phaseSchema).min(1).readonly(),
  sensors: sensorsSchema,
  drones: z.array(droneSchema).readonly(),
  units: z.array(unitSchema).readonly().optional(),
  /** Given at their times by whoever plays the night (see domain/rehearsal/scripted-orders.ts), to either model. */
  orders: z.array(scriptedOrderSchema).readonly().optional(),
  /** What the night on bodies reads besides; the graph of zones does not know these. */
  happenings: z.array(scriptedHappeningSchema).readonly().optional(),
  bodies: bodyHabitsSchema.optional(),
});
export type NightScript = z.infer<typeof nightScriptSchema>;
export type DronePlan = z.infer<typeof droneSchema>;
export type SensorHabits = z.infer<typeof sensorsSchema>;
export type TelecomHabits = NonNullable<SensorHabits['telecom']>;
export type UnitPlan = z.infer<typeof unitSchema>;

/** The clock of a scripted night. */
export interface NightClock {
  readonly startsAt: Millis;
  readonly endsAt: Millis;
  /** Offset of the site's wall clock from UTC. */
  readonly utcOffset: Millis;
  /** Seconds from the start to a time of the night. */
  secondOf(clock: string): number;
  /** The ISO form of an instant in the site's wall clock, to the second: `2026-12-31T23:10:05+08:00`. */
  iso(time: Millis): string;
}

/** Reads the clock of a script. */
export function nightClock(script: Pick<NightScript, 'startsAt' | 'endsAt'>): NightClock {
  const startsAt = Date.parse(script.startsAt);
  const suffix = /[+-]\d{2}:\d{2}$/.exec(script.startsAt)?.[0] ?? '+00:00';
  const [hours = 0, minutes = 0] = suffix.slice(1).split(':').map(Number);
  const utcOffset = (suffix.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000;
  const wallStart = ((startsAt + utcOffset) / 1_000) % 86_400;
  return {
    startsAt,
    endsAt: Date.parse(script.endsAt),
    utcOffset,
    secondOf(clock) {
      const [hour = 0, minute = 0, second = 0] = clock.split(':').map(Number);
      const ofDay = hour * 3_600 + minute * 60 + second;
      return ofDay >= wallStart ? ofDay - wallStart : ofDay - wallStart + 86_400;
    },
    iso: (time) => new Date(time + utcOffset).toISOString().slice(0, 19) + suffix,
  };
}

/** Checks a script against its schema and the site it plays on; errors name the field. */
export function parseNightScript(document: unknown, site: Site): Result<NightScript> {
  const parsed = nightScriptSchema.safeParse(document);
  if (!parsed.success) {
    const issues = parsed.error.issues.map((issue) => `${field(issue.path)}: ${issue.message}`);
    return err(`the night script is not usable: ${issues.join('; ')}`);
  }
  const issues = [...timeIssues(parsed.data), ...referenceIssues(parsed.data, site)];
  return issues.length === 0
    ? ok(parsed.data)
    : err(`the night script is not usable: ${issues.join('; ')}`);
}

function field(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, part) =>
      typeof part === 'number' ? `${text}[${part}]` : `${text}${text ? '.' : ''}${String(part)}`,
    '',
  );
}

function timeIssues(script: NightScript): string[] {
  const clock = nightClock(script);
  if (!(clock.endsAt > clock.startsAt)) return ['endsAt: it is not after startsAt'];
  const issues: string[] = [];
  const rising = (name: string, curve: ClockCurve) => {
    curve.forEach(([at], index) => {
      const before = curve[index - 1];
      if (before && clock.secondOf(at) <= clock.secondOf(before[0])) {
        issues.push(`${name}[${index}]: ${at} is not after ${before[0]}`);
      }
    });
  };
  const { visits, occupancy, initial } = script.people;
  rising('people.visits', visits);
  rising('people.occupancy', occupancy);
  visits.forEach(([, people], index) => {
    const before = visits[index - 1]?.[1] ?? initial;
    if (people < before)
      issues.push(`people.visits[${index}]: ${people} is fewer than before (${before})`);
  });
  if (visits[0]?.[1] !== initial) {
    issues.push(`people.visits[0]: it must begin with people.initial (${initial})`);
  }
  script.gates.forEach((gate, index) => {
    rising(`gates[${index}].arriving`, gate.arriving);
    rising(`gates[${index}].leaving`, gate.leaving);
  });
  script.zones.forEach((zone, index) => {
    rising(`zones[${index}].attraction`, zone.attraction);
  });
  script.attractions.forEach((attraction, index) => {
    rising(`attractions[${index}].strength`, attraction.strength);
  });
  rising('release.setOut', script.release.setOut);
  rising(
    'phases',
    script.phases.map(({ startsAt }) => [startsAt, 0] as const),
  );
  return issues;
}

function referenceIssues(script: NightScript, site: Site): string[] {
  const gates = new Set<string>(site.gates.map(({ id }) => id));
  const zones = new Set<string>(leafZones(site).map(({ id }) => id));
  const attractions = new Set(script.attractions.map(({ id }) => id));
  const issues: string[] = [];
  const check = (name: string, id: string, known: ReadonlySet<string>, what: string) => {
    if (!known.has(id)) issues.push(`${name}: no ${what} "${id}" on the site ${site.id}`);
  };
  script.gates.forEach(({ gate }, index) => {
    check(`gates[${index}].gate`, gate, gates, 'gate');
  });
  script.zones.forEach(({ zone }, index) => {
    check(`zones[${index}].zone`, zone, zones, 'leaf zone');
  });
  const checkpoints = new Set<string>(site.checkpoints.map(({ id }) => id));
  script.orders?.forEach(({ checkpoint }, index) => {
    check(`orders[${index}].checkpoint`, checkpoint, checkpoints, 'checkpoint');
  });
  script.happenings?.forEach(({ what }, index) => {
    const name = `happenings[${index}].what`;
    if (what.kind === 'exitBlocked') {
      check(`${name}.checkpoint`, what.checkpoint, checkpoints, 'checkpoint');
    } else if (what.kind === 'stationClosed') {
      for (const gate of what.gates) check(`${name}.gates`, gate, gates, 'gate');
    } else if (what.kind === 'show') {
      check(`${name}.zone`, what.zone, zones, 'leaf zone');
      if (what.attraction !== undefined && !attractions.has(what.attraction)) {
        issues.push(`${name}.attraction: no attraction "${what.attraction}" in the script`);
      }
    }
  });
  script.shows.forEach(({ zone, attraction }, index) => {
    check(`shows[${index}].zone`, zone, zones, 'leaf zone');
    if (!attractions.has(attraction)) {
      issues.push(`shows[${index}].attraction: no attraction "${attraction}" in the script`);
    }
  });
  return issues;
}
