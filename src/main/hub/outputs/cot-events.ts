import type { EastNorth, LonLat, Millis } from '../../../domain/base/quantity.ts';
import { SECOND } from '../../../domain/base/quantity.ts';
import { xmlAttribute, xmlDecimal, xmlText } from '../../../domain/base/xml-text.ts';
import type { DroneReport } from '../../../domain/forces/drone.ts';
import { localMetres } from '../../../domain/geo/local-metres.ts';
import { simplifyRing } from '../../../domain/geo/simplify-ring.ts';
import { COT_WORDS, type CotLanguage } from './cot-words.ts';
import type { Picture, PicturePlace } from './picture.ts';

/** An event ready to be sent, except for its times: `body` tells whether it says anything new. */
export interface OutgoingEvent {
  readonly uid: string;
  readonly body: EventBody;
}

interface EventBody {
  readonly type: string;
  readonly at: LonLat;
  /** Metres round the point that the event is about; absent: unknown. */
  readonly radiusM?: number;
  /** How the position was come by: fused from sensors, by satellite, or configured. */
  readonly how: 'm-f' | 'm-g' | 'm-c';
  readonly exercise: boolean;
  /** The detail's children as XML. */
  readonly detail: string;
}

/** What of the picture is sent. */
export const COT_SUBJECTS = ['zones', 'alerts', 'drones'] as const;
export type CotSubject = (typeof COT_SUBJECTS)[number];

/** "Unknown" of a height or an error. */
const UNKNOWN_M = '9999999.0';
/** Points of an outline: one datagram holds an event. */
const MAX_RING_POINTS = 60;

/** ARGB of an outline by level, as signed 32-bit numbers. */
const COLOURS: Readonly<Record<PicturePlace['level'], number>> = {
  green: 0xff2e9e5b | 0,
  yellow: 0xfff2c230 | 0,
  orange: 0xfff08019 | 0,
  red: 0xffe0393e | 0,
  unknown: 0xff8b99a8 | 0,
};

/**
 * The picture as Cursor-on-Target events: zones and hot-spots as drawn shapes (u-d-f with the outline as links), alerts
 * from yellow up as alarms (b-a-g) and drones as friendly unmanned rotor aircraft (a-f-A-M-H-Q) with their track.
 * An alarm is never b-a-o, which tells receivers that a member of a team is in danger.
 */
export function cotEvents(
  picture: Picture,
  language: CotLanguage,
  subjects: readonly CotSubject[],
): readonly OutgoingEvent[] {
  const { site, exercise } = picture;
  const uid = (what: string, id: string) => `anlan.${site.id}.${what}.${id}`;
  const events: OutgoingEvent[] = [];
  if (subjects.includes('zones')) {
    for (const place of picture.places) {
      const body = { ...zoneBody(place, picture, language), exercise };
      events.push({ uid: uid(place.kind === 'zone' ? 'zone' : 'hot-spot', place.id), body });
    }
  }
  if (subjects.includes('alerts')) {
    for (const place of picture.alerts) {
      const body = { ...alertBody(place, picture, language), exercise };
      events.push({ uid: uid('alert', place.id), body });
    }
  }
  if (subjects.includes('drones')) {
    for (const drone of picture.drones) {
      const body = { ...droneBody(drone, picture, language), exercise };
      events.push({ uid: uid('drone', drone.drone), body });
    }
  }
  return events;
}

/** An event as XML, valid under the MITRE base schema 2.0. `opex` says whether it is an operation or an exercise. */
export function cotXml({ uid, body }: OutgoingEvent, sentAt: Millis, staleMs: Millis): string {
  const { type, at, radiusM, how, exercise, detail } = body;
  const [lon, lat] = at;
  const time = isoTime(sentAt);
  const ce = radiusM === undefined ? UNKNOWN_M : xmlDecimal(radiusM, 1);
  const attributes = {
    version: '2.0',
    uid,
    type,
    // Out of a simulation, whatever it shows.
    how: exercise ? 'm-s' : how,
    time,
    start: time,
    stale: isoTime(sentAt + staleMs),
    opex: exercise ? 'e-anlan' : 'o-anlan',
  };
  const point = {
    lat: xmlDecimal(lat, 7),
    lon: xmlDecimal(lon, 7),
    hae: UNKNOWN_M,
    ce,
    le: UNKNOWN_M,
  };
  return `<event${written(attributes)}><point${written(point)}/><detail>${detail}</detail></event>`;
}

/** Takes an event back: an alarm that is over, a drone that landed (t-x-d-d). */
export function cotDelete(event: OutgoingEvent, sentAt: Millis, staleMs: Millis): string {
  const { uid, body } = event;
  const link = { uid, type: body.type, relation: 'none' };
  const detail = `<link${written(link)}/><__forcedelete/>`;
  const deleting = { uid: `${uid}.delete`, body: { ...body, type: 't-x-d-d', detail } };
  return cotXml(deleting, sentAt, staleMs);
}

function zoneBody(place: PicturePlace, picture: Picture, language: CotLanguage) {
  const { ring, radiusM } = outlineOf(place);
  const closed = [...ring, ...ring.slice(0, 1)];
  const colour = COLOURS[place.level];
  const detail = [
    ...closed.map(([lon, lat]) =>
      element('link', { point: `${xmlDecimal(lat, 7)},${xmlDecimal(lon, 7)}` }),
    ),
    contact(nameOf(place, language), picture, language),
    remarks(factsOf(place, picture, language), picture, language),
    element('strokeColor', { value: `${colour}` }),
    element('strokeWeight', { value: place.kind === 'zone' ? '3.0' : '2.0' }),
    // A quarter of the stroke's opacity.
    element('fillColor', { value: `${(colour & 0x00ffffff) | 0x40000000}` }),
    element('labels_on', { value: 'true' }),
  ];
  return { type: 'u-d-f', at: place.at, radiusM, how: 'm-c' as const, detail: detail.join('') };
}

function alertBody(place: PicturePlace, picture: Picture, language: CotLanguage) {
  const words = COT_WORDS[language];
  const level = words.level[place.level];
  const { radiusM } = outlineOf(place);
  const detail = [
    contact(`${nameOf(place, language)} ${level}`, picture, language),
    remarks(factsOf(place, picture, language), picture, language),
    element('link', {
      uid: `anlan.${picture.site.id}.${place.kind === 'zone' ? 'zone' : 'hot-spot'}.${place.id}`,
      type: 'u-d-f',
      relation: 'p-p',
    }),
  ];
  return { type: 'b-a-g', at: place.at, radiusM, how: 'm-f' as const, detail: detail.join('') };
}

function droneBody(drone: DroneReport, picture: Picture, language: CotLanguage) {
  const words = COT_WORDS[language];
  const { headingDeg, groundSpeedMps, batteryPct, task } = drone;
  const facts = [words.altitude(Math.round(drone.altM)), ...(task ? [words.task(task)] : [])];
  // Height above the take-off point is no height above the ellipsoid: it is told in words.
  const detail = [
    contact(drone.callsign, picture, language),
    remarks(facts, picture, language),
    ...(headingDeg === undefined || groundSpeedMps === undefined
      ? []
      : [
          element('track', {
            course: xmlDecimal(course(headingDeg), 1),
            speed: xmlDecimal(Math.max(0, groundSpeedMps), 1),
          }),
        ]),
    ...(batteryPct === undefined || batteryPct < 0
      ? []
      : [element('status', { battery: xmlDecimal(Math.round(batteryPct), 0) })]),
  ];
  const at: LonLat = [drone.lon, drone.lat];
  return { type: 'a-f-A-M-H-Q', at, how: 'm-g' as const, detail: detail.join('') };
}

/** From 0 up to, but not, 360, also when written with one digit. */
function course(headingDeg: number): number {
  const turned = ((headingDeg % 360) + 360) % 360;
  return turned >= 359.95 ? 0 : turned;
}

function outlineOf(place: PicturePlace): {
  readonly ring: readonly LonLat[];
  readonly radiusM: number;
} {
  const metres = localMetres(place.at);
  const local = place.ring.map((at) => metres.toLocal(at));
  const ring = simplifyRing(local, MAX_RING_POINTS).map((at: EastNorth) => metres.toLonLat(at));
  const radiusM = Math.max(0, ...local.map(([east, north]) => Math.hypot(east, north)));
  return { ring, radiusM };
}

function nameOf(place: PicturePlace, language: CotLanguage): string {
  return place.name[language];
}

function factsOf(place: PicturePlace, { time }: Picture, language: CotLanguage): string[] {
  const words = COT_WORDS[language];
  const { people, sd = 0, densityPerM2 = 0, supportAt, alertPeople } = place;
  const facts = [words.level[place.level]];
  if (people === undefined || supportAt === undefined) return [...facts, words.unknown];
  facts.push(words.figures(Math.round(people), Math.round(sd), densityPerM2.toFixed(1)));
  if (alertPeople !== undefined) facts.push(words.alertValue(alertPeople));
  // Steps of ten seconds: an age alone is no news.
  const ageS = Math.floor(Math.max(0, time - supportAt) / (10 * SECOND)) * 10;
  return [...facts, words.seen(ageS)];
}

/** The name that shows on a receiver's map; a drill's stands before it. */
function contact(name: string, { exercise }: Picture, language: CotLanguage): string {
  const callsign = exercise ? `[${COT_WORDS[language].exercise}] ${name}` : name;
  return element('contact', { callsign });
}

function remarks(facts: readonly string[], { exercise }: Picture, language: CotLanguage): string {
  const word = COT_WORDS[language].exercise;
  const all = exercise ? [word, ...facts, word] : facts;
  return `<remarks>${xmlText(all.join(' · '))}</remarks>`;
}

function element(name: string, attributes: Readonly<Record<string, string>>): string {
  return `<${name}${written(attributes)}/>`;
}

function written(attributes: Readonly<Record<string, string>>): string {
  return Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${xmlAttribute(value)}"`)
    .join('');
}

function isoTime(at: Millis): string {
  return new Date(at).toISOString();
}
