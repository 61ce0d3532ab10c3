import type { Millis } from '../../../domain/base/quantity.ts';
import type { Placement } from './placement.ts';

const TAG_BODY = `(?:[^<>"']|"[^"]*"|'[^']*')*`;
type Change = (value: string, attributes: ReadonlyMap<string, string>) => string;

/** An event in XML with its times moved; everything else stays as it was written. */
export function retimeCot(xml: string, shiftMs: Millis): string {
  if (shiftMs === 0) return xml;
  const later = (value: string) => {
    const at = Date.parse(value);
    return Number.isNaN(at) ? value : new Date(at + shiftMs).toISOString();
  };
  return changeTags(xml, 'event', { time: later, start: later, stale: later });
}

/** An event in XML with its positions and directions moved; heights and everything else stay as they were written. */
export function moveCot(xml: string, placement: Placement): string {
  const turn = (value: string) => {
    const degrees = Number(value);
    return value.trim() === '' || !(degrees >= 0 && degrees <= 360)
      ? value
      : placement.direction(degrees).toFixed(3);
  };
  const lon: Change = (value, attributes) => pair(attributes, placement)?.[0] ?? value;
  const lat: Change = (value, attributes) => pair(attributes, placement)?.[1] ?? value;
  let moved = changeTags(xml, 'point', { lon, lat });
  moved = changeTags(moved, 'vertex', { lon, lat });
  moved = changeTags(moved, 'link', { point: (value) => movePoint(value, placement) });
  moved = changeTags(moved, 'track', { course: turn });
  return changeTags(moved, 'ellipse', { angle: turn });
}

/** `lat,lon[,hae]` */
function movePoint(value: string, placement: Placement): string {
  const [lat = '', lon = '', ...rest] = value.split(',');
  const at = moved(lon, lat, placement);
  return at ? [at[1], at[0], ...rest].join(',') : value;
}

function pair(attributes: ReadonlyMap<string, string>, placement: Placement) {
  return moved(attributes.get('lon') ?? '', attributes.get('lat') ?? '', placement);
}

/** 0, 0 is how a sender says that there is no position. */
function moved(lonText: string, latText: string, placement: Placement) {
  const lon = lonText.trim() === '' ? Number.NaN : Number(lonText);
  const lat = latText.trim() === '' ? Number.NaN : Number(latText);
  if (!Number.isFinite(lon) || !Number.isFinite(lat) || (lon === 0 && lat === 0)) return undefined;
  const [toLon, toLat] = placement.position([lon, lat]);
  return [toLon.toFixed(9), toLat.toFixed(9)] as const;
}

/** Changes attributes of every tag of a name, where they are; the text around them is not touched. */
function changeTags(xml: string, tag: string, changes: Readonly<Record<string, Change>>): string {
  const tags = new RegExp(`<${tag}(?=[\\s/>])${TAG_BODY}>`, 'g');
  const attribute = /([\w:.-]+)(\s*=\s*)("[^"]*"|'[^']*')/g;
  return xml.replace(tags, (whole) => {
    const attributes = new Map(
      [...whole.matchAll(attribute)].map(([, name = '', , value = '']) => [
        name,
        value.slice(1, -1),
      ]),
    );
    return whole.replace(attribute, (text, name: string, equals: string, value: string) => {
      const change = Object.hasOwn(changes, name) ? changes[name] : undefined;
      const mark = value[0];
      return change
        ? `${name}${equals}${mark}${change(value.slice(1, -1), attributes)}${mark}`
        : text;
    });
  });
}
