import type { Texture } from '@luma.gl/core';
import type { ShaderModule } from '@luma.gl/shadertools';
import { AGE_STEP_S, DENSITY_STEP_PER_M2 } from '../../../domain/crowd/density-frame.ts';
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
  readonly cells: Texture;
}

const block = `\
layout(std140) uniform densityUniforms {
  float cols;
  float rows;
  float extraAgeS;
  float hatchCells;
} density;
`;

export const densityUniforms = {
  name: 'density',
  vs: block,
  fs: block,
  uniformTypes: { cols: 'f32', rows: 'f32', extraAgeS: 'f32', hatchCells: 'f32' },
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
const limits = DENSITY_SCALE.map(({ perM2 }) => float(perM2)).join(', ');
const colours = DENSITY_SCALE.map(
  ({ hex }) =>
    `vec3(${rgbOf(hex)
      .map((part) => part.toFixed(4))
      .join(', ')})`,
).join(', ');

/**
 * Colours the raster. Bilinear between cells that have support, by texelFetch, so that nothing bleeds over walls or
 * out of what is not observed; hatched where stale; grey and hatched where nothing is known.
 */
export const DENSITY_FRAGMENT = `#version 300 es
#define SHADER_NAME density-fragment
precision highp float;
uniform highp sampler2D cells;
in vec2 vCell;
out vec4 fragColor;

const float LIMITS[${stops}] = float[${stops}](${limits});
const vec3 COLOURS[${stops}] = vec3[${stops}](${colours});

vec2 codes(ivec2 at) {
  ivec2 inside = clamp(at, ivec2(0), ivec2(int(density.cols) - 1, int(density.rows) - 1));
  return floor(texelFetch(cells, inside, 0).rg * 255.0 + 0.5);
}
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

  vec2 own = codes(ivec2(floor(vCell)));
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
  colour = mix(colour, vec3(0.05, 0.07, 0.09), 0.55 * line(perM2, 2.5, slope));
  colour = mix(colour, vec3(0.05, 0.07, 0.09), 0.55 * line(perM2, 3.5, slope));
  colour = mix(colour, vec3(1.0), 0.9 * line(perM2, 4.5, slope));
  if (stale) {
    colour = mix(colour * 0.55, vec3(0.05, 0.07, 0.09), stripe);
    alpha = mix(alpha * 0.75, 0.85, stripe);
  }
  fragColor = vec4(colour, alpha * layer.opacity);
  DECKGL_FILTER_COLOR(fragColor, geometry);
}`;
