import { err, ok, type Result } from '../../../domain/base/result.ts';
import type { LocalPolygon } from '../../../domain/geo/polygon.ts';
import { FormatProblem } from '../scenario-files/format-problem.ts';
import { parseWktAreas } from '../scenario-files/wkt.ts';

/** The polygons of a well-known text in metres; fails in words, saying where in the text. */
export function polygonsOfWkt(text: string): Result<readonly LocalPolygon[]> {
  try {
    return ok(parseWktAreas(text));
  } catch (error) {
    if (error instanceof FormatProblem) return err(error.message);
    throw error;
  }
}
