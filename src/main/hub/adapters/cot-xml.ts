import type { LonLat } from '../../../domain/base/quantity.ts';
import { err, ok, type Result } from '../../../domain/base/result.ts';
import type { CotDetail, CotEvent } from './cot-event.ts';
import { attributeOf, childOf, childrenOf, readXml, textOf, type XmlElement } from './read-xml.ts';

/** An event without detail. */
export const NO_DETAIL: CotDetail = { points: [], linked: [] };

/** Points of one event that are read; a shape with more is cut off and so left without its outline. */
const MAX_POINTS = 1_000;

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Reads one Cursor-on-Target event (MITRE base schema 2.0) in XML. */
export function readCotXml(bytes: Uint8Array): Result<CotEvent> {
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch {
    return err('Cursor-on-Target event: is not UTF-8');
  }
  const document = readXml(text);
  if (!document.ok) return err(`Cursor-on-Target event: ${document.error}`);
  const event = childOf(document.value, 'event');
  if (!event) return err('Cursor-on-Target event: has no element "event"');
  const point = childOf(event, 'point');
  const attribute = (name: string) => attributeOf(event, name) ?? '';
  return ok({
    uid: attribute('uid'),
    type: attribute('type'),
    how: attribute('how'),
    time: instant(attribute('time')),
    stale: instant(attribute('stale')),
    lat: figure(attributeOf(point, 'lat')),
    lon: figure(attributeOf(point, 'lon')),
    hae: figure(attributeOf(point, 'hae')),
    ce: figure(attributeOf(point, 'ce')),
    detail: detailOf(childOf(event, 'detail')),
  });
}

/** Reads the XML inside a detail, as a TAK protocol message carries it. */
export function readCotDetail(xml: string): Result<CotDetail> {
  const document = readXml(`<detail>${xml}</detail>`);
  return document.ok ? ok(detailOf(childOf(document.value, 'detail'))) : document;
}

function detailOf(detail: XmlElement | undefined): CotDetail {
  if (!detail) return NO_DETAIL;
  const links = childrenOf(detail, 'link');
  const shape = childOf(detail, 'shape');
  const vertices = childrenOf(childOf(shape, 'polyline'), 'vertex');
  const callsign = attributeOf(childOf(detail, 'contact'), 'callsign');
  const group = childOf(detail, '__group');
  const status = childOf(detail, 'status');
  const readiness = attributeOf(status, 'readiness');
  const batteryPct = figure(attributeOf(status, 'battery'));
  const track = childOf(detail, 'track');
  const remarks = textOf(childOf(detail, 'remarks'));
  const ellipse = childOf(shape, 'ellipse');
  return {
    points: [...links.flatMap(linkPoint), ...vertices.map(vertexPoint)].slice(0, MAX_POINTS + 1),
    linked: links.slice(0, MAX_POINTS).flatMap((link) => attributeOf(link, 'uid') ?? []),
    ...(callsign === undefined ? {} : { callsign }),
    ...(group
      ? {
          group: {
            name: attributeOf(group, 'name') ?? '',
            role: attributeOf(group, 'role') ?? '',
          },
        }
      : {}),
    ...(readiness === 'true' || readiness === 'false' ? { readiness: readiness === 'true' } : {}),
    ...(Number.isFinite(batteryPct) ? { batteryPct } : {}),
    ...(track
      ? {
          track: {
            courseDeg: figure(attributeOf(track, 'course')),
            speedMps: figure(attributeOf(track, 'speed')),
          },
        }
      : {}),
    ...(remarks === '' ? {} : { remarks }),
    ...(ellipse
      ? {
          ellipse: {
            majorM: figure(attributeOf(ellipse, 'major')),
            minorM: figure(attributeOf(ellipse, 'minor')),
            angleDeg: figure(attributeOf(ellipse, 'angle')),
          },
        }
      : {}),
  };
}

/** `point="lat,lon[,hae]"` */
function linkPoint(link: XmlElement): readonly LonLat[] {
  const point = attributeOf(link, 'point');
  if (point === undefined) return [];
  const [lat, lon] = point.split(',', 3);
  return [[figure(lon), figure(lat)]];
}

function vertexPoint(vertex: XmlElement): LonLat {
  return [figure(attributeOf(vertex, 'lon')), figure(attributeOf(vertex, 'lat'))];
}

/** A decimal number, NaN where there is none. */
function figure(text: string | undefined): number {
  if (text === undefined || !/^\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?\s*$/.test(text)) {
    return Number.NaN;
  }
  return Number(text);
}

/** An instant with its zone, NaN where there is none: a time without one could be any hour. */
function instant(text: string): number {
  const form = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)$/;
  return form.test(text) ? Date.parse(text) : Number.NaN;
}
