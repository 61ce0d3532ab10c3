/** The first event file: documents, the chained log, frames, curves and snapshots. */
export const eventFile = `
    CREATE TABLE meta (
      name TEXT PRIMARY KEY,
      value TEXT NOT NULL
    ) STRICT;

    CREATE TABLE documents (
      name TEXT PRIMARY KEY,
      content TEXT NOT NULL
    ) STRICT;

    CREATE TABLE log (
      seq INTEGER PRIMARY KEY,
      observed_at REAL NOT NULL,
      recorded_at REAL NOT NULL,
      kind TEXT NOT NULL,
      audience TEXT NOT NULL,
      payload BLOB NOT NULL,
      prev_hash BLOB NOT NULL,
      hash BLOB NOT NULL
    ) STRICT;
    CREATE INDEX log_by_kind ON log (kind, seq);
    CREATE TRIGGER log_keeps_rows BEFORE DELETE ON log
      BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
    CREATE TRIGGER log_keeps_content BEFORE UPDATE ON log
      BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;

    -- The entries of kind 'observations' by the times of their readings.
    CREATE TABLE observation_spans (
      seq INTEGER PRIMARY KEY REFERENCES log (seq),
      least_observed_at REAL NOT NULL,
      greatest_observed_at REAL NOT NULL
    ) STRICT;
    CREATE INDEX observation_spans_by_time
      ON observation_spans (greatest_observed_at, least_observed_at);

    CREATE TABLE frames (
      id INTEGER PRIMARY KEY,
      layer TEXT NOT NULL,
      member INTEGER NOT NULL,
      issued_at REAL NOT NULL,
      valid_at REAL NOT NULL,
      recorded_seq INTEGER NOT NULL,
      codec TEXT NOT NULL,
      digest BLOB NOT NULL,
      blob BLOB NOT NULL
    ) STRICT;
    CREATE INDEX frames_by_time ON frames (layer, member, valid_at, issued_at);

    CREATE TABLE series (
      kind TEXT NOT NULL,
      id TEXT NOT NULL,
      t REAL NOT NULL,
      value REAL NOT NULL,
      PRIMARY KEY (kind, id, t)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE snapshots (
      seq INTEGER PRIMARY KEY,
      recorded_at REAL NOT NULL,
      log_hash BLOB NOT NULL,
      digest BLOB NOT NULL,
      world TEXT NOT NULL
    ) STRICT;
    CREATE TABLE snapshot_models (
      seq INTEGER NOT NULL REFERENCES snapshots (seq) ON DELETE CASCADE,
      name TEXT NOT NULL,
      state BLOB NOT NULL,
      PRIMARY KEY (seq, name)
    ) STRICT;
  `;
