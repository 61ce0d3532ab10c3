import type { EastNorth, LonLat } from '../../../domain/base/quantity.ts';
import { localMetres } from '../../../domain/geo/local-metres.ts';
import type { LocalPolygon } from '../../../domain/geo/polygon.ts';
import { FormatProblem } from './format-problem.ts';
import { utmToLonLat, utmZoneNamed } from './utm.ts';
import type { VadereReference, VadereShape, VadereTopography } from './vadere-document.ts';

const CIRCLE_POINTS = 48;

/** How Vadere's coordinates lie in a scenario's local metres. */
export interface VadereFrame {
  /** Absent when the file does not say where on the earth it lies. */
  readonly origin: LonLat | undefined;
  point(point: { readonly x: number; readonly y: number }): EastNorth;
  /** A horizontal direction, not of any length. */
  direction(vector: { readonly x: number; readonly y: number }): EastNorth;
  polygon(shape: VadereShape): LocalPolygon;
}

/**
 * The frame of a topography. With a reference system the points go over UTM to WGS84 and to metres round the centre
 * of the bounds, so that grid north and the scale of the projection are taken out; else they stay as they are.
 */
export function vadereFrame({ attributes }: VadereTopography): VadereFrame {
  const { bounds, referenceCoordinateSystem } = attributes;
  const toLonLat = referenceCoordinateSystem && projection(referenceCoordinateSystem);
  if (!toLonLat) return frame(undefined, ({ x, y }) => [x, y]);
  const origin = toLonLat({ x: bounds.x + bounds.width / 2, y: bounds.y + bounds.height / 2 });
  const local = localMetres(origin);
  return frame(origin, (point) => local.toLocal(toLonLat(point)));
}

function frame(origin: LonLat | undefined, point: VadereFrame['point']): VadereFrame {
  const [east0, north0] = point({ x: 0, y: 0 });
  return {
    origin,
    point,
    direction: (vector) => {
      const [east, north] = point(vector);
      return [east - east0, north - north0];
    },
    polygon: (shape) => [corners(shape).map(point)],
  };
}

/** Vadere's metres plus the translation are metres of the projected system. */
function projection(
  reference: VadereReference,
): ((point: { readonly x: number; readonly y: number }) => LonLat) | undefined {
  const { epsgCode, translation } = reference;
  if (epsgCode.trim() === '' && translation.x === 0 && translation.y === 0) return undefined;
  const zone = utmZoneNamed(epsgCode);
  if (zone === undefined) {
    throw new FormatProblem(
      'scenario.topography.attributes.referenceCoordinateSystem.epsgCode',
      `"${epsgCode}" is not read, only UTM (EPSG:326zz, 327zz, 258zz); convert the file or set the reference to null`,
    );
  }
  return ({ x, y }) => utmToLonLat(zone, [x + translation.x, y + translation.y]);
}

function corners(shape: VadereShape): readonly { readonly x: number; readonly y: number }[] {
  switch (shape.type) {
    case 'POLYGON':
      return shape.points;
    case 'RECTANGLE': {
      const { x, y, width, height } = shape;
      return [
        { x, y },
        { x: x + width, y },
        { x: x + width, y: y + height },
        { x, y: y + height },
      ];
    }
    case 'CIRCLE':
      return Array.from({ length: CIRCLE_POINTS }, (_, i) => {
        const angle = (2 * Math.PI * i) / CIRCLE_POINTS;
        return {
          x: shape.center.x + shape.radius * Math.cos(angle),
          y: shape.center.y + shape.radius * Math.sin(angle),
        };
      });
  }
}
