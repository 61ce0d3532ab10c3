/*
 * The agents' kernel in C with AVX2, eight people or neighbours at a time: the reference of `npm run bench -- agents`, nothing else.
 * Same operations in the same order as src/workers/assembly, so that the places are the same bit for bit
 * (-ffp-contract=off). Reads a memory image, runs so many steps, prints milliseconds of CPU for one and a hash.
 *
 *   native-agents IMAGE BLOCK STEPS
 */
#include <immintrin.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef float v8 __attribute__((vector_size(32)));
typedef int32_t i8 __attribute__((vector_size(32)));
typedef float v4 __attribute__((vector_size(16)));

enum {
  COUNT = 0, SORT_COLS, SORT_ROWS, SORT_CELLS, PER_WIDTH, PER_HEIGHT, GROUND_COLS, GROUND_CELLS, PER_CELL, CELL_M,
  WORDS, DIRECTIONS, SURFACES, SURFACE_TABLE, START, HISTOGRAMS, UNUSED, BARRIER, ARRIVALS,
  X = 20, Y, HEADING_X, HEADING_Y, SPEED, SORTED_X, SORTED_Y, SORTED_HEADING_X, SORTED_HEADING_Y, SORTED_SPEED,
  UNUSED_30, RADIUS, DESIRED, FIELD, SLOT, SORTED_RADIUS, SORTED_DESIRED, SORTED_FIELD, SORTED_SLOT,
  DT = 40, PER_TIME_GAP, STEER_STRENGTH, STEER_PER_RANGE, ANTICIPATION, TURN_SHARE, WALL_STRENGTH, WALL_PER_RANGE,
  SIGHT, SIGHT_PER_SPEED, PER_DENSITY_RADIUS2, DENSITY_WEIGHT, CAP_SCALE, CAP_SHAPE, PER_CAP_JAM, CAP_FLOOR,
  HEADWAY_SHARE, ONCOMING_SHARE, SQUEEZE, LARGEST_RADIUS, REPEL_STRENGTH, REPEL_PER_RANGE, KEEP_RIGHT, STEER_MEAN,
  STEER_SPREAD, FOLLOW, REPEL_BOUND,
  MATTERS_BEHIND2 = 74, SORT_BLOCKS, SORT_BLOCK_COLS,
};

static char *memory;
static uint32_t *block;

static inline int32_t word(int index) { return (int32_t)block[index]; }
static inline float number(int index) { float f; memcpy(&f, &block[index], 4); return f; }
static inline float *floats(int index) { return (float *)(memory + block[index]); }
static inline int32_t *ints(int index) { return (int32_t *)(memory + block[index]); }
static inline int least(int a, int b) { return a < b ? a : b; }

static inline float clearance_at(float x, float y) {
  float per = number(PER_CELL), cell_m = number(CELL_M), u = x * per, v = y * per;
  int col = (int)u, row = (int)v;
  int32_t bits = ints(WORDS)[row * word(GROUND_COLS) + col];
  float east = (float)((int32_t)((uint32_t)bits << 8) >> 24) * (float)(1.0 / 127.0);
  float north = (float)(bits >> 24) * (float)(1.0 / 127.0);
  float east_off = (u - (float)col - 0.5f) * cell_m, north_off = (v - (float)row - 0.5f) * cell_m;
  float centre = (float)((int32_t)((uint32_t)bits << 16) >> 16) * (float)(1.0 / 512.0);
  return centre + (east * east_off + north * north_off);
}

static float away_x, away_y;

static inline float distance_of(int cell) {
  return (float)((int16_t *)(memory + block[WORDS]))[2 * cell] * (float)(1.0 / 512.0);
}

static float smooth_clearance_at(float x, float y) {
  float per = number(PER_CELL), u = x * per - 0.5f, v = y * per - 0.5f;
  int col = (int)u, row = (int)v, cols = word(GROUND_COLS), cell = row * cols + col;
  float a = u - (float)col, b = v - (float)row;
  float south_west = distance_of(cell), south_rise = distance_of(cell + 1) - south_west;
  float north_west = distance_of(cell + cols), north_rise = distance_of(cell + cols + 1) - north_west;
  float south = south_west + south_rise * a, north = north_west + north_rise * a;
  float eastward = south_rise + (north_rise - south_rise) * b, northward = north - south;
  float squared = eastward * eastward + northward * northward;
  away_x = away_y = 0;
  if (squared > 1e-12f) {
    float scale = 1.0f / __builtin_sqrtf(squared);
    away_x = eastward * scale;
    away_y = northward * scale;
  }
  return south + northward * b;
}

static int is_seen(float x, float y, float dx, float dy, float far, float clear, float other) {
  float unit_x = dx / far, unit_y = dy / far, end = far - other, at = clear > 0.1f ? clear : 0.1f;
  while (at < end) {
    float free = clearance_at(x + unit_x * at, y + unit_y * at);
    if (free < 0.1f) return 0;
    at += free;
  }
  return 1;
}

static inline int sort_cell(int row, int col, int after) {
  int entry = ints(SORT_BLOCKS)[row * word(SORT_BLOCK_COLS) + (col >> 4)];
  return (entry & 0x7fffffff) + (((col & 15) + after) & ~(entry >> 31));
}

static void sort_people(void) {
  int n = word(COUNT), cells = word(SORT_CELLS);
  int32_t *next = ints(HISTOGRAMS), *start = ints(START);
  float *x = floats(X), *y = floats(Y), per_width = number(PER_WIDTH), per_height = number(PER_HEIGHT);
  memset(next, 0, 4 * (size_t)cells);
  for (int i = 0; i < n; i++) {
    int cell = sort_cell((int)(y[i] * per_height), (int)(x[i] * per_width), 0);
    next[cell]++;
  }
  int sum = 0;
  for (int c = 0; c < cells; c++) {
    int people = next[c];
    start[c] = next[c] = sum;
    sum += people;
  }
  start[cells] = sum;
  static const int from[] = {X, Y, HEADING_X, HEADING_Y, SPEED, RADIUS, DESIRED, FIELD, SLOT};
  static const int to[] = {SORTED_X, SORTED_Y, SORTED_HEADING_X, SORTED_HEADING_Y, SORTED_SPEED, SORTED_RADIUS,
                           SORTED_DESIRED, SORTED_FIELD, SORTED_SLOT};
  int32_t *source[9], *target[9];
  for (int c = 0; c < 9; c++) source[c] = ints(from[c]), target[c] = ints(to[c]);
  for (int i = 0; i < n; i++) {
    int k = next[sort_cell((int)(y[i] * per_height), (int)(x[i] * per_width), 0)]++;
    for (int c = 0; c < 9; c++) target[c][k] = source[c][i];
  }
  for (int k = n; k < n + 7; k++) {
    for (int c = 0; c < 9; c++) target[c][k] = target[c][n - 1];
  }
  // Nobody, farther away than all ground.
  static const float nobody[] = {-30000, -30000, 0, 0, 0, 0};
  for (int c = 0; c < 6; c++) memcpy(&target[c][n + 7], &nobody[c], 4);
}

static inline v8 load(const float *at) { v8 v; memcpy(&v, at, 32); return v; }
static inline void store(float *at, v8 v) { memcpy(at, &v, 32); }
static inline v8 splat(float f) { return (v8){f, f, f, f, f, f, f, f}; }
static inline v8 root(v8 v) { return (v8)_mm256_sqrt_ps((__m256)v); }
static inline v8 magnitude(v8 v) { return (v8)((i8)v & 0x7fffffff); }
static inline v8 where(i8 mask, v8 one, v8 other) { return (v8)_mm256_blendv_ps((__m256)other, (__m256)one, (__m256)mask); }
static inline v8 masked(v8 v, i8 mask) { return (v8)((i8)v & mask); }
static inline v8 at_least(v8 value, v8 bound) { return (v8)_mm256_max_ps((__m256)value, (__m256)bound); }
static inline v8 at_most(v8 value, v8 bound) { return (v8)_mm256_min_ps((__m256)value, (__m256)bound); }
static inline int any(i8 mask) { return _mm256_movemask_ps((__m256)mask); }
static inline v8 positive(v8 v) { return at_least(v, splat(0)); }
static inline v8 fourth(v8 v) { v8 square = v * v; return square * square; }
static inline float least_lane(v8 v) { float f = v[0]; for (int k = 1; k < 8; k++) f = v[k] < f ? v[k] : f; return f; }

static inline v8 power_of_two(v8 power) {
  v8 shifted = power + 12582912.0f, rest = power - (shifted - 12582912.0f);
  v8 p = 9.6181291e-3f * rest + 5.5504109e-2f;
  p = p * rest + 2.4022651e-1f;
  p = p * rest + 6.9314718e-1f;
  p = p * rest + 1.0f;
  return (v8)((i8)p + ((i8)shifted << 23));
}

static void keep_out(int i) {
  float r = floats(SORTED_RADIUS)[i], body = r * 0.6f, needed = body > 0.09f ? body : 0.09f;
  float x = floats(X)[i], y = floats(Y)[i], free = smooth_clearance_at(x, y);
  for (int attempt = 0; attempt < 2 && free < r; attempt++) {
    x = x + away_x * (r - free);
    y = y + away_y * (r - free);
    free = smooth_clearance_at(x, y);
  }
  if (free < needed) {
    float old_x = floats(SORTED_X)[i], old_y = floats(SORTED_Y)[i];
    if (free < smooth_clearance_at(old_x, old_y)) {
      x = old_x;
      y = old_y;
      floats(SPEED)[i] = 0;
    }
  }
  floats(X)[i] = x;
  floats(Y)[i] = y;
}

typedef struct { int first_row, last_row, first_col, last_col; } box;
typedef struct { v4 of; float gap, oncoming_gap; } sums;

static int32_t packed_lanes[256][8];
static int32_t *near_list;

/** For each set of lanes those lanes to the front; and room for as many as there are people. */
static void prepare(void) {
  for (int set = 0; set < 256; set++) {
    for (int lane = 0, next = 0; lane < 8; lane++) if (set >> lane & 1) packed_lanes[set][next++] = lane;
  }
  near_list = malloc(4 * (size_t)(word(COUNT) + 64));
}

static inline i8 cells(v8 v, int least_cell, int count) {
  __m256i cell = _mm256_cvttps_epi32((__m256)v);
  return (i8)_mm256_min_epi32(_mm256_max_epi32(cell, _mm256_set1_epi32(least_cell)), _mm256_set1_epi32(count - 1));
}

static inline v8 gathered(const float *column, i8 at) { return (v8)_mm256_i32gather_ps(column, (__m256i)at, 4); }

/** Lists who is near the person. */
static int list_near(int i, box around, float reach) {
  const float *X_ = floats(SORTED_X), *Y_ = floats(SORTED_Y);
  const int32_t *start = ints(START);
  const v8 x = splat(X_[i]), y = splat(Y_[i]), hx = splat(floats(SORTED_HEADING_X)[i]);
  const v8 hy = splat(floats(SORTED_HEADING_Y)[i]), reach2 = splat(reach * reach), behind2 = splat(number(MATTERS_BEHIND2));
  int next = 0;
  for (int row = around.first_row; row <= around.last_row; row++) {
    const int end = start[sort_cell(row, around.last_col, 1)];
    int j = start[sort_cell(row, around.first_col, 0)];
    i8 offsets = j + (i8){0, 1, 2, 3, 4, 5, 6, 7};
    for (; j < end; j += 8, offsets += 8) {
      v8 dx = load(X_ + j) - x, dy = load(Y_ + j) - y, d2 = dx * dx + dy * dy, ahead = dx * hx + dy * hy;
      i8 near = (d2 < reach2) & (d2 > 1e-10f) & (offsets < end) & ((d2 < behind2) | (ahead > 0));
      int set = any(near);
      __m256i lanes = _mm256_loadu_si256((__m256i *)packed_lanes[set]);
      _mm256_storeu_si256((__m256i *)(near_list + next), _mm256_permutevar8x32_epi32((__m256i)offsets, lanes));
      next += __builtin_popcount(set);
    }
  }
  return next;
}

static int drop_hidden(int i, int people, float clear) {
  const float *X_ = floats(SORTED_X), *Y_ = floats(SORTED_Y);
  int next = 0;
  for (int k = 0; k < people; k++) {
    int j = near_list[k];
    float dx = X_[j] - X_[i], dy = Y_[j] - Y_[i], d = __builtin_sqrtf(dx * dx + dy * dy), other = clearance_at(X_[j], Y_[j]);
    near_list[next] = j;
    next += !(d > clear + other && !is_seen(X_[i], Y_[i], dx, dy, d, clear, other));
  }
  return next;
}

/** What comes of a person's neighbours, their shares added one after the other in the sorted order. */
static sums look_around(int i, box around, float reach, float clear, int corner) {
  const float *X_ = floats(SORTED_X), *Y_ = floats(SORTED_Y), *HX = floats(SORTED_HEADING_X), *HY = floats(SORTED_HEADING_Y);
  const float *V = floats(SORTED_SPEED), *R = floats(SORTED_RADIUS);
  const v8 zero = splat(0), one = splat(1), big = splat(1e9f);
  const v8 anticipation = splat(number(ANTICIPATION)), steer_per_range = splat(number(STEER_PER_RANGE));
  const v8 per_radius2 = splat(number(PER_DENSITY_RADIUS2)), headway = splat(number(HEADWAY_SHARE));
  const v8 oncoming_share = splat(number(ONCOMING_SHARE)), repel_per_range = splat(number(REPEL_PER_RANGE));
  const v8 keep_right = -splat(number(KEEP_RIGHT)), steer_mean = splat(number(STEER_MEAN));
  const v8 steer_spread = splat(number(STEER_SPREAD)), follow = splat(number(FOLLOW));
  const v8 x = splat(X_[i]), y = splat(Y_[i]), hx = splat(HX[i]), hy = splat(HY[i]), r = splat(R[i]);
  const v8 own_lead = anticipation * splat(V[i]);
  int people = list_near(i, around, reach);
  if (corner) people = drop_hidden(i, people, clear);
  // Nobody fills up the last eight: see sort_people.
  store((float *)(near_list + people), (v8)((i8){0} + word(COUNT) + 7));
  v4 four = {1, 0, 0, 0};
  v8 gap = splat(reach - 2 * number(LARGEST_RADIUS) - number(FOLLOW)), oncoming_gap = gap;
  for (int at = 0; at < people; at += 8) {
    i8 j;
    memcpy(&j, near_list + at, 32);
    v8 dx = gathered(X_, j) - x, dy = gathered(Y_, j) - y, hjx = gathered(HX, j), hjy = gathered(HY, j);
    v8 d = root(dx * dx + dy * dy), ahead = dx * hx + dy * hy, left = dy * hx - dx * hy;
    v8 along = hx * hjx + hy * hjy, other_along = dx * hjx + dy * hjy, per_d = one / d, cosine = ahead * per_d;
    v8 both = r + gathered(R, j), free = d - both, aside = magnitude(left);
    v8 part = positive(one - (dx * dx + dy * dy) * per_radius2), dense = (part * part) * (one + cosine);
    i8 oncoming = along < zero;
    i8 in_way = (ahead >= zero) & (aside <= both * oncoming_share) & oncoming;
    oncoming_gap = at_most(where(in_way, free, big), oncoming_gap);
    i8 before = (ahead + other_along > zero) & (aside <= both * headway) & ~oncoming;
    gap = at_most(where(before, free - follow * cosine, big), gap);
    v8 repel = -(fourth(positive(one - free * repel_per_range)) * per_d), repel_x = repel * dx, repel_y = repel * dy;
    v8 lead = anticipation * gathered(V, j), closing = own_lead * ahead - lead * other_along;
    v8 foreseen = positive(free - closing * per_d), against = steer_mean - steer_spread * along;
    v8 weight = masked(fourth(positive(one - foreseen * steer_per_range)) * against, ahead > zero);
    v8 foreseen_left = left + lead * (hx * hjy - hy * hjx);
    i8 to_right = foreseen_left >= masked(keep_right, oncoming);
    v8 push = where(to_right, -weight, weight);
    __m256 low = _mm256_unpacklo_ps((__m256)dense, (__m256)push), high = _mm256_unpackhi_ps((__m256)dense, (__m256)push);
    __m256 low2 = _mm256_unpacklo_ps((__m256)repel_x, (__m256)repel_y);
    __m256 high2 = _mm256_unpackhi_ps((__m256)repel_x, (__m256)repel_y);
    __m256 of[4] = {
      (__m256)_mm256_unpacklo_pd((__m256d)low, (__m256d)low2), (__m256)_mm256_unpackhi_pd((__m256d)low, (__m256d)low2),
      (__m256)_mm256_unpacklo_pd((__m256d)high, (__m256d)high2), (__m256)_mm256_unpackhi_pd((__m256d)high, (__m256d)high2),
    };
    for (int k = 0; k < 4; k++) four = four + (v4)_mm256_castps256_ps128(of[k]);
    for (int k = 0; k < 4; k++) four = four + (v4)_mm256_extractf128_ps(of[k], 1);
  }
  return (sums){four, least_lane(gap), least_lane(oncoming_gap)};
}

static void move_people(void) {
  const float *X_ = floats(SORTED_X), *Y_ = floats(SORTED_Y), *HX = floats(SORTED_HEADING_X), *HY = floats(SORTED_HEADING_Y);
  const float *V = floats(SORTED_SPEED), *R = floats(SORTED_RADIUS);
  const int32_t *words = ints(WORDS), *field = ints(SORTED_FIELD);
  const uint16_t *directions = (uint16_t *)(memory + block[DIRECTIONS]);
  const int n = word(COUNT), cols = word(SORT_COLS), rows = word(SORT_ROWS), ground_cols = word(GROUND_COLS);
  const size_t ground_cells = word(GROUND_CELLS);
  const float per_width = number(PER_WIDTH), per_height = number(PER_HEIGHT), per_cell = number(PER_CELL);
  const v8 zero = splat(0), one = splat(1), dt = splat(number(DT));
  const v8 behind = splat(__builtin_sqrtf(number(MATTERS_BEHIND2)) + 0.001f);
  const float per127 = (float)(1.0 / 127.0);
  for (int i = 0; i < n; i += 8) {
    v8 x = load(X_ + i), y = load(Y_ + i), hx = load(HX + i), hy = load(HY + i), v = load(V + i), r = load(R + i);
    v8 clear, ex, ey, ax, ay;
    i8 corners, stands;
    for (int k = 0; k < 8; k++) {
      int cell = (int)(y[k] * per_cell) * ground_cols + (int)(x[k] * per_cell);
      int32_t bits = words[cell];
      clear[k] = clearance_at(x[k], y[k]);
      uint16_t way = directions[(size_t)field[i + k] * ground_cells + cell];
      ex[k] = (float)(int8_t)(way & 0xff) * per127;
      ey[k] = (float)(int8_t)(way >> 8) * per127;
      ax[k] = (float)(int8_t)(bits >> 16) * per127;
      ay[k] = (float)(int8_t)(bits >> 24) * per127;
      corners[k] = -(bits & 1);
      stands[k] = way == 0 ? -1 : 0;
    }
    v8 reach = splat(number(SIGHT)) + splat(number(SIGHT_PER_SPEED)) * v, look = reach + 0.001f;
    // Against the heading only as far as people who are not ahead matter, or are ahead and far aside.
    v8 aslant = look / root(hx * hx + hy * hy);
    v8 back_x = at_most(at_least(magnitude(hy) * aslant, behind), look);
    v8 back_y = at_most(at_least(magnitude(hx) * aslant, behind), look);
    i8 first_row = cells((y - where(hy > zero, back_y, look)) * per_height, 0, rows);
    i8 last_row = cells((y + where(hy > zero, look, back_y)) * per_height, 0, rows);
    i8 first_col = cells((x - where(hx > zero, back_x, look)) * per_width, 0, cols);
    i8 last_col = cells((x + where(hx > zero, look, back_x)) * per_width, 0, cols);
    sums sum[8];
    for (int k = 0; k < 8; k++) {
      const box around = {first_row[k], last_row[k], first_col[k], last_col[k]};
      sum[k] = look_around(i + k, around, reach[k], clear[k], corners[k]);
    }
    v8 density, push, repel_x, repel_y, gap, oncoming_gap;
    for (int k = 0; k < 8; k++) {
      density[k] = sum[k].of[0], push[k] = sum[k].of[1], repel_x[k] = sum[k].of[2], repel_y[k] = sum[k].of[3];
      gap[k] = sum[k].gap, oncoming_gap[k] = sum[k].oncoming_gap;
    }
    v8 wall = power_of_two(at_most(at_least((r - clear) * number(WALL_PER_RANGE), splat(-60)), splat(4)));
    v8 side = push * number(STEER_STRENGTH) / (one + magnitude(push));
    v8 turn_away = splat(number(REPEL_STRENGTH)) / (one + root(repel_x * repel_x + repel_y * repel_y) * number(REPEL_BOUND));
    v8 wish_x = ex - side * ey + repel_x * turn_away, wish_y = ey + side * ex + repel_y * turn_away;
    v8 into = at_most(wish_x * ax + wish_y * ay, zero), out = wall * number(WALL_STRENGTH) - into * at_most(wall, one);
    wish_x = wish_x + out * ax;
    wish_y = wish_y + out * ay;
    v8 wish2 = wish_x * wish_x + wish_y * wish_y, share = splat(number(TURN_SHARE)), scale = share / root(wish2);
    i8 back = hx * wish_x + hy * wish_y < zero;
    v8 turn = where(hx * wish_y - hy * wish_x > zero, share, -share);
    v8 turned_x = hx * (one - share) + where(back, -hy * turn, wish_x * scale);
    v8 turned_y = hy * (one - share) + where(back, hx * turn, wish_y * scale);
    v8 turned2 = turned_x * turned_x + turned_y * turned_y, unit = one / root(turned2);
    i8 turns = (wish2 > 1e-12f) & (turned2 > 1e-12f);
    store(floats(HEADING_X) + i, where(turns, turned_x * unit, hx));
    store(floats(HEADING_Y) + i, where(turns, turned_y * unit, hy));
    v8 per_density = one / (density * number(DENSITY_WEIGHT));
    v8 cap_power = at_most(at_least((per_density - number(PER_CAP_JAM)) * number(CAP_SHAPE), splat(-60)), zero);
    v8 cap = at_most(at_least((one - power_of_two(cap_power)) * number(CAP_SCALE), splat(number(CAP_FLOOR))), one);
    v8 past = at_least(oncoming_gap * number(PER_TIME_GAP), splat(number(SQUEEZE)));
    v8 speed = at_most(at_most(gap * number(PER_TIME_GAP), past), load(floats(SORTED_DESIRED) + i) * cap);
    speed = masked(at_least(speed, zero), ~stands);
    store(floats(X) + i, x + hx * speed * dt);
    store(floats(Y) + i, y + hy * speed * dt);
    store(floats(SPEED) + i, speed);
    i8 at_wall = clear < r + speed * dt + 0.3f;
    if (any(at_wall)) {
      for (int k = 0; k < 8; k++) if (at_wall[k]) keep_out(i + k);
    }
    int lanes = least(8, n - i), arrived = 0;
    for (int k = 0; k < lanes; k++) {
      int there = (int)(floats(Y)[i + k] * per_cell) * ground_cols + (int)(floats(X)[i + k] * per_cell);
      if (directions[(size_t)field[i + k] * ground_cells + there] == 0) arrived++;
    }
    if (arrived) ints(ARRIVALS)[i / 512] += arrived;
  }
}

static void step(void) {
  memset(ints(ARRIVALS), 0, 4 * (size_t)((word(COUNT) + 512 + 7) / 512));
  sort_people();
  move_people();
  for (int k = 0; k < 4; k++) {
    uint32_t kept = block[RADIUS + k];
    block[RADIUS + k] = block[SORTED_RADIUS + k];
    block[SORTED_RADIUS + k] = kept;
  }
}

static double cpu_ms(void) {
  struct timespec t;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return t.tv_sec * 1e3 + t.tv_nsec / 1e6;
}

int main(int argc, char **argv) {
  if (argc != 4) return 2;
  FILE *file = fopen(argv[1], "rb");
  if (!file) return 3;
  fseek(file, 0, SEEK_END);
  size_t size = ftell(file);
  memory = aligned_alloc(64, (size + 63) & ~(size_t)63);
  rewind(file);
  if (fread(memory, 1, size, file) != size) return 4;
  block = (uint32_t *)(memory + atoi(argv[2]));
  prepare();
  const int steps = atoi(argv[3]);
  double from = cpu_ms();
  for (int k = 0; k < steps; k++) step();
  double ms = (cpu_ms() - from) / steps;
  uint32_t hash = 0;
  for (int i = 0; i < word(COUNT); i++) hash = (hash ^ ints(X)[i]) * 16777619u, hash = (hash ^ ints(Y)[i]) * 16777619u;
  printf("%.4f %u\n", ms, hash);
  return 0;
}
