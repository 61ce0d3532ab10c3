import type { Texture } from '@luma.gl/core';
import type { ShaderModule } from '@luma.gl/shadertools';
import { DEFAULT_LADDER } from '../../../domain/alert/ladder.ts';
import { AGE_STEP_S, DENSITY_STEP_PER_M2 } from '../../../domain/crowd/density-frame.ts';
import { SURFACES } from '../../../domain/crowd/surface.ts';
import { LEVEL_COLOURS } from '../../ui/level-shapes.ts';
import {
  DENSITY_SCALE,
  rgbOf,
  STALE_AFTER_S,
  VISIBLE_FROM_PER_M2,
  VOID_AFTER_S,
} from './density-scale.ts';

/** A code stands exactly on the limit: a share of a step below it, so that rounding does not decide by cell. */
const PAINTED_FROM_PER_M2 = VISIBLE_FROM_PER_M2 - DENSITY_STEP_PER_M2 / 4;

/** What the shader is told at each draw. */
export interface DensityUniforms {
  readonly cols: number;
  readonly rows: number;
  /** Seconds since the frame was issued: ages go on growing while no new one comes. */
  readonly extraAgeS: number;
  /** Distance of two hatch lines, in cells. */
  readonly hatchCells: number;
  /** 1: isolines and outlines are drawn. */
  readonly isolines: number;
  readonly cells: Texture;
  readonly surfaces: Texture;
}

const block = `\
layout(std140) uniform densityUniforms {
  float cols;
  float rows;
  float extraAgeS;
  float hatchCells;
  float isolines;
} density;
`;

export const densityUniforms = {
  name: 'density',
  vs: block,
  fs: block,
  uniformTypes: {
    cols: 'f32',
    rows: 'f32',
    extraAgeS: 'f32',
    hatchCells: 'f32',
    isolines: 'f32',
  },
} as const satisfies ShaderModule<DensityUniforms>;

export const DENSITY_VERTEX = `#version 300 es
#define SHADER_NAME density-vertex
in vec3 positions;
in vec2 cellPositions;
out vec2 vCell;
void main(void) {
  geometry.worldPosition = positions;
  gl_Position = project_position_to_clipspace(positions, vec3(0.0), vec3(0.0), geometry.position);
  DECKGL_FILTER_GL_POSITION(gl_Position, geometry);
  vCell = cellPositions;
}`;

const float = (value: number) => (Number.isInteger(value) ? `${value}.0` : `${value}`);
const stops = DENSITY_SCALE.length;
const vec3 = (parts: readonly number[]) =>
  `vec3(${parts.map((part) => part.toFixed(4)).join(', ')})`;
const limits = DENSITY_SCALE.map(({ perM2 }) => float(perM2)).join(', ');
const colours = DENSITY_SCALE.map(({ hex }) => vec3(rgbOf(hex))).join(', ');
const thresholds = SURFACES.map((surface) => vec3(DEFAULT_LADDER.densityPerM2[surface])).join(', ');
const levelColours = (['yellow', 'orange', 'red'] as const)
  .map((level) => vec3(rgbOf(LEVEL_COLOURS[level])))
  .join(', ');

/**
 * Colours the raster. Bilinear between cells that have support, by texelFetch, so that nothing bleeds over walls or
 * out of what is not observed; hatched where stale; grey and hatched where nothing is known. Isolines stand at the
 * thresholds of standing people, where the scale turns into the levels' own colours. Cells of a surface with other
 * thresholds (stairs) get the outline of their level instead: there the scale alone would look calm.
 */
export const DENSITY_FRAGMENT = `#version 300 es
#define SHADER_NAME density-fragment
precision highp float;
uniform highp sampler2D cells;
uniform highp sampler2D surfaces;
in vec2 vCell;
out vec4 fragColor;

const float LIMITS[${stops}] = float[${stops}](${limits});
const vec3 COLOURS[${stops}] = vec3[${stops}](${colours});

const vec3 THRESHOLDS[${SURFACES.length}] = vec3[${SURFACES.length}](${thresholds});
const vec3 INK = vec3(0.05, 0.07, 0.09);
const vec3 LEVELS[3] = vec3[3](${levelColours});
// A density that stands exactly on its threshold has passed it.
const float ROUND = ${float(DENSITY_STEP_PER_M2 / 4)};

ivec2 inGrid(ivec2 at) {
  return clamp(at, ivec2(0), ivec2(int(density.cols) - 1, int(density.rows) - 1));
}
vec2 codes(ivec2 at) { return floor(texelFetch(cells, inGrid(at), 0).rg * 255.0 + 0.5); }
int surfaceAt(ivec2 at) { return int(texelFetch(surfaces, inGrid(at), 0).r * 255.0 + 0.5) - 1; }
bool walkable(vec2 code) { return code.r < 254.5 || code.g < 254.5; }
float ageS(vec2 code) { return code.g * ${float(AGE_STEP_S)} + density.extraAgeS; }
bool supported(vec2 code) { return code.g < 254.5 && ageS(code) <= ${float(VOID_AFTER_S)}; }

void gather(ivec2 at, float weight, inout float sum, inout float weights) {
  vec2 code = codes(at);
  if (!supported(code)) return;
  sum += weight * code.r * ${float(DENSITY_STEP_PER_M2)};
  weights += weight;
}
vec3 colourAt(float perM2) {
  vec3 colour = COLOURS[0];
  for (int i = 1; i < ${stops}; i++) {
    float share = clamp((perM2 - LIMITS[i - 1]) / (LIMITS[i] - LIMITS[i - 1]), 0.0, 1.0);
    colour = mix(colour, COLOURS[i], share);
  }
  return colour;
}
// 0: none; 1, 2, 3: yellow, orange, red, by the cell's own surface.
int levelAt(ivec2 at) {
  vec2 code = codes(at);
  int surface = surfaceAt(at);
  if (surface < 0 || !supported(code)) return 0;
  vec3 passed = step(THRESHOLDS[surface], vec3(code.r * ${float(DENSITY_STEP_PER_M2)} + ROUND));
  return int(passed.x + passed.y + passed.z);
}
// Whether this pixel lies on the edge of a cell, no farther in than px, beyond which the level is lower.
bool onLevelEdge(ivec2 at, vec2 within, vec2 px, int level) {
  return (within.x < px.x && levelAt(at - ivec2(1, 0)) < level)
    || (within.x > 1.0 - px.x && levelAt(at + ivec2(1, 0)) < level)
    || (within.y < px.y && levelAt(at - ivec2(0, 1)) < level)
    || (within.y > 1.0 - px.y && levelAt(at + ivec2(0, 1)) < level);
}
float line(float perM2, float limit, float slope) {
  return 1.0 - smoothstep(0.6, 1.4, abs(perM2 - limit) / max(slope, 0.0001));
}

void main(void) {
  vec2 corner = vCell - 0.5;
  ivec2 base = ivec2(floor(corner));
  vec2 share = corner - floor(corner);
  float sum = 0.0;
  float weights = 0.0;
  gather(base, (1.0 - share.x) * (1.0 - share.y), sum, weights);
  gather(base + ivec2(1, 0), share.x * (1.0 - share.y), sum, weights);
  gather(base + ivec2(0, 1), (1.0 - share.x) * share.y, sum, weights);
  gather(base + ivec2(1, 1), share.x * share.y, sum, weights);
  float perM2 = weights > 0.0 ? sum / weights : 0.0;
  float slope = fwidth(perM2);
  float phase = (vCell.x + vCell.y) / density.hatchCells;
  float soft = fwidth(phase) * 0.75;
  float stripe = 1.0 - smoothstep(0.16 - soft, 0.16 + soft, abs(fract(phase) - 0.5));

  ivec2 cell = ivec2(floor(vCell));
  vec2 edge = fwidth(vCell) * 2.2;
  vec2 own = codes(cell);
  if (!walkable(own)) discard;
  if (!supported(own)) {
    fragColor = vec4(vec3(0.55, 0.6, 0.66), mix(0.07, 0.34, stripe) * layer.opacity);
    return;
  }
  bool stale = ageS(own) > ${float(STALE_AFTER_S)};
  if (perM2 < ${float(PAINTED_FROM_PER_M2)}) {
    if (!stale) discard;
    fragColor = vec4(vec3(0.66, 0.71, 0.77), 0.3 * stripe * layer.opacity);
    return;
  }
  vec3 colour = colourAt(perM2);
  float alpha = mix(0.55, 0.92, smoothstep(${float(VISIBLE_FROM_PER_M2)}, 1.1, perM2));
  int surface = surfaceAt(cell);
  bool standing = surface < 0 || THRESHOLDS[surface] == THRESHOLDS[0];
  if (standing) {
    vec3 limit = THRESHOLDS[0];
    colour = mix(colour, INK, density.isolines * 0.7 * line(perM2, limit.x, slope));
    colour = mix(colour, INK, density.isolines * 0.7 * line(perM2, limit.y, slope));
    colour = mix(colour, vec3(1.0), density.isolines * 0.95 * line(perM2, limit.z, slope));
  }
  if (stale) {
    colour = mix(colour * 0.55, INK, stripe);
    alpha = mix(alpha * 0.75, 0.85, stripe);
  }
  int level = standing ? 0 : levelAt(cell);
  if (level > 0 && onLevelEdge(cell, fract(vCell), edge, level)) {
    colour = mix(LEVELS[level - 1], INK, stale ? 0.45 * stripe : 0.0);
    alpha = 1.0;
  }
  fragColor = vec4(colour, alpha * layer.opacity);
  DECKGL_FILTER_COLOR(fragColor, geometry);
}`;
