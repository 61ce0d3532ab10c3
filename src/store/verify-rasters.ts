import { err, ok } from '../domain/base/result.ts';
import { storedEntry } from './chain.ts';
import { LogCheck } from './check-log.ts';
import { checkPictures } from './check-pictures.ts';
import { recordFailure } from './failure.ts';
import { openForReading } from './inspect.ts';
import type { Outcome } from './record.ts';
import { bytesIn, numberIn } from './sql.ts';

/** How the rasters of a file stand to a log whose chain holds. */
export interface VerifiedRasters {
  readonly proven: number;
  readonly unproven: number;
  readonly wrong: number;
}

/** Compares every raster with what the log says of it; only after `verifyChain` found the chain whole. */
export async function verifyRasters(file: string): Promise<Outcome<VerifiedRasters>> {
  try {
    const sql = await openForReading(file);
    try {
      await sql.exec('BEGIN');
      const log = new LogCheck();
      const rows = await sql.all(
        "SELECT * FROM log WHERE kind IN ('record.frame', 'record.thinned', 'record.repaired') ORDER BY seq",
      );
      for (const row of rows) {
        const seq = numberIn(row, 'seq');
        const before = { seq: seq - 1, hash: bytesIn(row, 'prev_hash') };
        log.row(storedEntry(row), before, { seq, hash: bytesIn(row, 'hash') });
      }
      const { proven, unproven, wrong } = await checkPictures(sql, 'frames', log);
      return ok({ proven, unproven, wrong });
    } finally {
      await sql.close();
    }
  } catch (error) {
    return err(await recordFailure(error, file));
  }
}
