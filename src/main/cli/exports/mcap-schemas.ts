/** A JSON schema by the name by which viewers know it (Foxglove, Lichtblick), or one of ours. */
export interface McapSchema {
  readonly name: string;
  readonly schema: object;
}

const TIME = {
  type: 'object',
  title: 'time',
  properties: { sec: { type: 'integer', minimum: 0 }, nsec: { type: 'integer', minimum: 0 } },
};
const NUMBER = { type: 'number' };
const STRING = { type: 'string' };
const VECTOR = { type: 'object', properties: { x: NUMBER, y: NUMBER, z: NUMBER } };
const QUATERNION = { type: 'object', properties: { x: NUMBER, y: NUMBER, z: NUMBER, w: NUMBER } };

export const GEO_JSON: McapSchema = {
  name: 'foxglove.GeoJSON',
  schema: { type: 'object', properties: { geojson: STRING } },
};

export const LOCATION_FIX: McapSchema = {
  name: 'foxglove.LocationFix',
  schema: {
    type: 'object',
    properties: {
      timestamp: TIME,
      frame_id: STRING,
      latitude: NUMBER,
      longitude: NUMBER,
      altitude: NUMBER,
      position_covariance: { type: 'array', items: NUMBER, minItems: 9, maxItems: 9 },
      position_covariance_type: {
        title: 'PositionCovarianceType',
        oneOf: ['UNKNOWN', 'APPROXIMATED', 'DIAGONAL_KNOWN', 'KNOWN'].map((title, index) => ({
          title,
          const: index,
        })),
      },
    },
  },
};

export const LOG: McapSchema = {
  name: 'foxglove.Log',
  schema: {
    type: 'object',
    properties: {
      timestamp: TIME,
      level: {
        title: 'LogLevel',
        oneOf: ['UNKNOWN', 'DEBUG', 'INFO', 'WARNING', 'ERROR', 'FATAL'].map((title, index) => ({
          title,
          const: index,
        })),
      },
      message: STRING,
      name: STRING,
      file: STRING,
      line: { type: 'integer', minimum: 0 },
    },
  },
};

export const GRID: McapSchema = {
  name: 'foxglove.Grid',
  schema: {
    type: 'object',
    properties: {
      timestamp: TIME,
      frame_id: STRING,
      pose: { type: 'object', properties: { position: VECTOR, orientation: QUATERNION } },
      column_count: { type: 'integer', minimum: 0 },
      cell_size: { type: 'object', properties: { x: NUMBER, y: NUMBER } },
      row_stride: { type: 'integer', minimum: 0 },
      cell_stride: { type: 'integer', minimum: 0 },
      fields: {
        type: 'array',
        items: {
          type: 'object',
          properties: {
            name: STRING,
            offset: { type: 'integer', minimum: 0 },
            type: { type: 'integer' },
          },
        },
      },
      data: { type: 'string', contentEncoding: 'base64' },
    },
  },
};

export const CROWD: McapSchema = {
  name: 'anlan.Crowd',
  schema: {
    type: 'object',
    properties: {
      timestamp: TIME,
      people: NUMBER,
      outside: NUMBER,
      visits: NUMBER,
      zones: { type: 'object', additionalProperties: { type: 'object' } },
      hot_spots: { type: 'object', additionalProperties: { type: 'object' } },
    },
  },
};
