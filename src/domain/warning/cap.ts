import type { EastNorth, LonLat } from '../base/quantity.ts';
import { MINUTE } from '../base/quantity.ts';
import { xmlDecimal, xmlText } from '../base/xml-text.ts';
import { localMetres } from '../geo/local-metres.ts';
import { simplifyRing } from '../geo/simplify-ring.ts';
import { localTime } from '../time/local-time.ts';
import { gradeOf, type Warning, type WarningLanguage } from './warning.ts';
import { statusPrefix, WARNING_WORDS, warningDescription } from './warning-words.ts';

/** Points of a polygon at most, the closing one included: more is refused by some receivers. */
export const MAX_POLYGON_POINTS = 100;

/** What receivers are asked to do. */
const RESPONSES: Readonly<Record<Warning['place']['level'], string>> = {
  red: 'Avoid',
  orange: 'Avoid',
  yellow: 'Prepare',
  green: 'Monitor',
  unknown: 'Monitor',
};

const NAMESPACE = 'urn:oasis:names:tc:emergency:cap:1.2';

/**
 * Writes a warning as a CAP 1.2 message (OASIS, Common Alerting Protocol Version 1.2, 1 July 2010), with one `info` for
 * each language. Elements stand in the order of the schema's sequence.
 */
export function capXml(warning: Warning): string {
  const { status, references } = warning;
  const sent = localTime(warning.sentAt, warning.timeZone);
  const isExercise = status === 'Exercise';
  const lines = [
    element('identifier', nameless(warning.identifier)),
    element('sender', nameless(warning.sender)),
    element('sent', sent),
    element('status', status),
    element('msgType', warning.message),
    element('scope', 'Public'),
    // The drill's own name belongs into the note (3.2.1, note to `status`).
    ...(isExercise
      ? [element('note', `演练 EXERCISE: ${warning.event.zh} / ${warning.event.en}`)]
      : []),
    ...(references.length > 0
      ? [
          element(
            'references',
            references
              .map((one) => `${nameless(one.sender)},${nameless(one.identifier)},${one.sent}`)
              .join(' '),
          ),
        ]
      : []),
    ...warning.languages.flatMap((language) => info(warning, language, sent)),
  ].map((line) => `  ${line}`);
  const begin = ['<?xml version="1.0" encoding="UTF-8"?>', `<alert xmlns="${NAMESPACE}">`];
  return `${[...begin, ...lines, '</alert>'].join('\n')}\n`;
}

function info(warning: Warning, language: WarningLanguage, sent: string): readonly string[] {
  const { place, status, timeZone, sentAt } = warning;
  const words = WARNING_WORDS[language];
  const grade = gradeOf(place, sentAt);
  const text = warning.texts[language];
  const prefix = statusPrefix(status, language);
  const isCancelled = warning.message === 'Cancel';
  const expires = localTime(sentAt + warning.validMin * MINUTE, timeZone);
  const senderName = warning.senderName?.[language];
  const lines = [
    element('language', words.code),
    element('category', 'Safety'),
    element('event', words.event),
    element('responseType', isCancelled ? 'AllClear' : RESPONSES[place.level]),
    element('urgency', isCancelled ? 'Past' : grade.urgency),
    element('severity', grade.severity),
    element('certainty', grade.certainty),
    element('effective', sent),
    element('expires', expires),
    ...(senderName === undefined ? [] : [element('senderName', senderName)]),
    element('headline', `${prefix}${text.headline}`),
    element('description', warningDescription(place, language, timeZone, sentAt)),
    element('instruction', `${prefix}${text.instruction}`),
    ...area(warning, language),
  ].map((line) => `  ${line}`);
  return ['<info>', ...lines, '</info>'];
}

function area(warning: Warning, language: WarningLanguage): readonly string[] {
  const { place } = warning;
  const circle = warning.withCircle ? circleOf(place.rings) : undefined;
  return [
    '<area>',
    `  ${element('areaDesc', place.name[language])}`,
    ...place.rings.map((ring) => `  ${element('polygon', polygonOf(ring))}`),
    ...(circle === undefined ? [] : [`  ${element('circle', circle)}`]),
    '</area>',
  ];
}

/** `lat,lon` pairs parted by spaces, closed, at most MAX_POLYGON_POINTS of them. */
function polygonOf(ring: readonly LonLat[]): string {
  const metres = localMetres(ring[0] ?? [0, 0]);
  const local = ring.map((at) => metres.toLocal(at));
  const kept = simplifyRing(local, MAX_POLYGON_POINTS - 1);
  const pairs = kept.map((at) => pair(metres.toLonLat(at)));
  return [...pairs, ...pairs.slice(0, 1)].join(' ');
}

/** `lat,lon radius` in kilometres: the circle round the box of all rings that holds every point. */
function circleOf(rings: readonly (readonly LonLat[])[]): string | undefined {
  const [first] = rings[0] ?? [];
  if (!first) return undefined;
  const metres = localMetres(first);
  const points = rings.flat().map((at) => metres.toLocal(at));
  const middle = (axis: 0 | 1): number => {
    const values = points.map((point) => point[axis]);
    return (Math.min(...values) + Math.max(...values)) / 2;
  };
  const centre: EastNorth = [middle(0), middle(1)];
  const radiusM = Math.max(...points.map(([e, n]) => Math.hypot(e - centre[0], n - centre[1])));
  // Up to whole metres: a circle a little too large leaves nobody out.
  return `${pair(metres.toLonLat(centre))} ${xmlDecimal(Math.ceil(radiusM) / 1_000, 3)}`;
}

function pair([lon, lat]: LonLat): string {
  return `${xmlDecimal(lat, 6)},${xmlDecimal(lon, 6)}`;
}

function element(name: string, text: string): string {
  return `<${name}>${xmlText(text)}</${name}>`;
}

/** Identifiers and senders may hold no spaces, commas, `<` or `&` (3.2.1): references are lists of them. */
function nameless(text: string): string {
  return text.replace(/[\s,<&\p{Cc}]+/gu, '-');
}
