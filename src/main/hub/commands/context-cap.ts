import { plainText } from '../../../domain/base/plain-text.ts';
import type { LonLat, Millis } from '../../../domain/base/quantity.ts';
import { err, ok, type Result } from '../../../domain/base/result.ts';
import { ellipseRing } from '../../../domain/geo/ellipse-ring.ts';
import { localMetres } from '../../../domain/geo/local-metres.ts';
import { pointInside } from '../../../domain/geo/point-inside.ts';
import { simplifyRing } from '../../../domain/geo/simplify-ring.ts';
import type { MapMark } from '../../../domain/session/map-mark.ts';
import { childOf, childrenOf, readXml, textOf, type XmlElement } from '../adapters/read-xml.ts';

/** A CAP message as context for the map. */
export interface CapContext {
  readonly identifier: string;
  readonly marks: readonly MapMark[];
  /** Identifiers whose marks this message takes the place of, or ends. */
  readonly replaces: readonly string[];
  /** What of it could not be used, in words. */
  readonly notices: readonly string[];
}

/** A declaration of either namespace, as the default or under a prefix: the parser leaves prefixes away. */
const NAMESPACE = /\sxmlns(?::[\w.-]+)?\s*=\s*(["'])urn:oasis:names:tc:emergency:cap:1\.[12]\1/;
const MAX_MARKS = 200;
const MAX_RING_POINTS = 500;
const MAX_RADIUS_KM = 100;
const MAX_TEXT = 500;

/**
 * Reads a CAP message (1.1 or 1.2) of another authority. Resources, web addresses and signatures in it are left alone:
 * reading opens nothing. The error says in words why it cannot be used.
 */
export function readCap(text: string, now: Millis): Result<CapContext> {
  const document = readXml(text, { strict: true });
  if (!document.ok) return err(`the CAP message ${document.error}`);
  const alert = childOf(document.value, 'alert');
  if (!alert) return err('the file has no CAP message: its outermost element is not "alert"');
  if (!NAMESPACE.test(text)) {
    return err('the message names neither the CAP 1.1 nor the CAP 1.2 namespace');
  }
  const of = (name: string) => textOf(childOf(alert, name));
  const identifier = of('identifier');
  if (identifier === '' || identifier.length > 200) {
    return err('the CAP message has no usable identifier');
  }
  const status = of('status');
  if (status !== 'Actual' && status !== 'Exercise') {
    return err(`a CAP message of status "${status}" is for nobody's map`);
  }
  const message = of('msgType');
  if (!['Alert', 'Update', 'Cancel'].includes(message)) {
    return err(`a CAP message of type "${message}" says nothing about a place`);
  }
  const replaces = [identifier, ...referencesOf(of('references'))];
  if (message === 'Cancel') return ok({ identifier, marks: [], replaces, notices: [] });
  const sentAt = Date.parse(of('sent'));
  if (!Number.isFinite(sentAt)) return err('the CAP message does not say when it was sent');
  const info = preferred(childrenOf(alert, 'info'));
  if (!info) return err('the CAP message has no "info"');
  const expires = textOf(childOf(info, 'expires'));
  const staleAt = expires === '' ? undefined : Date.parse(expires);
  if (staleAt !== undefined && Number.isNaN(staleAt)) return err(`"${expires}" is no time`);
  if (staleAt !== undefined && staleAt <= now) return err(`the warning expired at ${expires}`);
  const notices: string[] = [];
  const areas = childrenOf(info, 'area').flatMap((area) => shapesOf(area, notices));
  if (areas.length === 0) {
    return err(['the CAP message draws no area on the map', ...notices].join('; '));
  }
  if (areas.length > MAX_MARKS) return err(`the CAP message has more than ${MAX_MARKS} areas`);
  const what = {
    source: 'cap' as const,
    type: plainText(textOf(childOf(info, 'event')), 80),
    name: nameOf(info, status),
    observedAt: sentAt,
    ...(staleAt === undefined ? {} : { staleAt }),
  };
  const description = textOf(childOf(info, 'description'));
  const marks = areas.map(({ at, ring, about }, index): MapMark => {
    const words = plainText(
      [about, description].filter((part) => part !== '').join(': '),
      MAX_TEXT,
    );
    const text = words === '' ? {} : { text: words };
    const outline = ring ? { ring } : {};
    return {
      id: capMarkId(identifier, index),
      ...what,
      lon: at[0],
      lat: at[1],
      ...outline,
      ...text,
    };
  });
  return ok({ identifier, marks, replaces, notices });
}

/** Whether a mark came with a message of that identifier. */
export function isOfCap(mark: string, identifier: string): boolean {
  return mark === capMarkId(identifier, 0) || mark.startsWith(`cap:${identifier}#`);
}

function capMarkId(identifier: string, index: number): string {
  return index === 0 ? `cap:${identifier}` : `cap:${identifier}#${index + 1}`;
}

/** `sender,identifier,sent` parted by spaces. */
function referencesOf(text: string): readonly string[] {
  return text.split(/\s+/).flatMap((one) => one.split(',')[1] ?? []);
}

/** Chinese where there is some, else what comes first. */
function preferred(infos: readonly XmlElement[]): XmlElement | undefined {
  return infos.find((info) => /^zh/i.test(textOf(childOf(info, 'language')))) ?? infos[0];
}

function nameOf(info: XmlElement, status: string): string {
  const headline = textOf(childOf(info, 'headline')) || textOf(childOf(info, 'event'));
  return plainText(status === 'Exercise' ? `[EXERCISE] ${headline}` : headline, 80);
}

interface Shape {
  readonly at: LonLat;
  readonly ring?: readonly LonLat[];
  readonly about: string;
}

function shapesOf(area: XmlElement, notices: string[]): readonly Shape[] {
  const about = textOf(childOf(area, 'areaDesc'));
  const refuse = (why: string) => {
    notices.push(`area "${plainText(about, 80)}": ${why}`);
    return [];
  };
  const polygons = childrenOf(area, 'polygon').flatMap((polygon) => {
    const ring = polygonRing(textOf(polygon));
    return ring ? [{ at: middleOf(ring), ring, about }] : refuse('a polygon that cannot be drawn');
  });
  const circles = childrenOf(area, 'circle').flatMap((circle): readonly Shape[] => {
    const [point = '', radius = ''] = textOf(circle).split(/\s+/, 2);
    const at = positionOf(point);
    const radiusKm = radius === '' ? Number.NaN : Number(radius);
    if (!at || !(radiusKm >= 0 && radiusKm <= MAX_RADIUS_KM) || Math.abs(at[1]) > 85) {
      return refuse(`a circle that cannot be drawn (0 ≤ radius ≤ ${MAX_RADIUS_KM} km)`);
    }
    // Without a radius the circle is a point (3.2.4).
    if (radiusKm === 0) return [{ at, about }];
    return [{ at, ring: ellipseRing(at, radiusKm * 1_000, radiusKm * 1_000, 0), about }];
  });
  return [...polygons, ...circles];
}

function polygonRing(text: string): readonly LonLat[] | undefined {
  const ring: LonLat[] = [];
  for (const pair of text.split(/\s+/)) {
    const at = positionOf(pair);
    if (!at) return undefined;
    ring.push(at);
  }
  const [first] = ring;
  const last = ring.at(-1);
  if (!first || !last || ring.length < 4) return undefined;
  if (first[0] !== last[0] || first[1] !== last[1]) return undefined;
  const metres = localMetres(first);
  const local = ring.map((at) => metres.toLocal(at));
  return simplifyRing(local, MAX_RING_POINTS).map((at) => metres.toLonLat(at));
}

/** `lat,lon` */
function positionOf(pair: string): LonLat | undefined {
  const found = /^([+-]?\d{1,2}(?:\.\d+)?),([+-]?\d{1,3}(?:\.\d+)?)$/.exec(pair);
  if (!found) return undefined;
  const lat = Number(found[1]);
  const lon = Number(found[2]);
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? [lon, lat] : undefined;
}

function middleOf(ring: readonly LonLat[]): LonLat {
  const metres = localMetres(ring[0] ?? [0, 0]);
  return metres.toLonLat(pointInside([ring.map((at) => metres.toLocal(at))]));
}
