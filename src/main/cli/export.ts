import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { ReviewReport } from '../../domain/review/review-report.ts';
import { writeLogText } from '../../store/log-text.ts';
import type { Outcome } from '../../store/record.ts';
import { reviewFile } from '../review/review-file.ts';
import type { ExportFormat, ExportOptions } from './export-options.ts';
import { refuseTarget } from './export-target.ts';
import { CsvSink } from './exports/csv-sink.ts';
import { McapFile } from './exports/mcap-file.ts';
import { ParquetSink } from './exports/parquet-sink.ts';
import { Recording } from './exports/recording.ts';
import { replaceFile } from './exports/replace-file.ts';
import type { TableSink } from './exports/table.ts';
import { recordingGeoJson } from './exports/write-geojson.ts';
import { writeMcap } from './exports/write-mcap.ts';
import { writeTables } from './exports/write-tables.ts';
import { writeTrajectories } from './exports/write-trajectories.ts';

/** An expected failure, said in one line. */
class Refusal extends Error {}

const ENDINGS: Readonly<Record<ExportFormat, string>> = {
  csv: '-csv',
  parquet: '-parquet',
  geojson: '.geojson',
  mcap: '.mcap',
  jupedsim: '.sqlite',
  ndjson: '.ndjson',
};

/** Exports a recording. Resolves to the exit code: 0 written, 1 it could not be (said in one line). */
export async function exportRecording(options: ExportOptions): Promise<number> {
  const { file, format } = options;
  const stem = path.join(path.dirname(file), path.basename(file, path.extname(file)));
  const out = options.out ?? `${stem}${ENDINGS[format]}`;
  try {
    await refuseTarget(out, file);
    const files = format === 'ndjson' ? await exportLog(file, out) : await exportRead(options, out);
    process.stdout.write(files.map((one) => `${one}\n`).join(''));
    return 0;
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error);
    process.stderr.write(`anlan export: ${what}\n`);
    return 1;
  }
}

async function exportRead(options: ExportOptions, out: string): Promise<readonly string[]> {
  const { file, format } = options;
  const recording = orRefuse(await Recording.open(file));
  try {
    switch (format) {
      case 'csv':
        return await exportTables(
          recording,
          await CsvSink.create(out, recording.ground.site.timeZone),
        );
      case 'parquet':
        return await exportTables(recording, await ParquetSink.create(out));
      case 'geojson': {
        const collection = await recordingGeoJson(recording, await reviewed(file));
        await replaceFile(out, `${JSON.stringify(collection)}\n`);
        return [out];
      }
      case 'mcap':
        return await exportMcap(recording, out);
      default:
        await writeTrajectories(recording, out, options);
        return [out];
    }
  } finally {
    await recording.close();
  }
}

async function exportTables(recording: Recording, sink: TableSink): Promise<readonly string[]> {
  try {
    await writeTables(recording, await reviewed(recording.file), sink);
    return await sink.finish();
  } catch (error) {
    await sink.discard().catch(() => undefined);
    throw error;
  }
}

async function exportMcap(recording: Recording, out: string): Promise<readonly string[]> {
  const mcap = await McapFile.create(out);
  try {
    await writeMcap(recording, mcap);
    await mcap.finish();
    return [out];
  } catch (error) {
    await mcap.discard().catch(() => undefined);
    throw error;
  }
}

async function exportLog(file: string, out: string): Promise<readonly string[]> {
  const stream = createWriteStream(`${out}.partial`);
  try {
    orRefuse(
      await writeLogText(file, async (line) => {
        if (!stream.write(`${line}\n`)) await once(stream, 'drain');
      }),
    );
    stream.end();
    await once(stream, 'close');
    await rename(`${out}.partial`, out);
    return [out];
  } catch (error) {
    stream.destroy();
    await rm(`${out}.partial`, { force: true });
    throw error;
  }
}

/** The review without its true pass: no table asks for it. */
async function reviewed(file: string): Promise<ReviewReport> {
  return orRefuse(await reviewFile({ file, checkChain: false, truePass: false }));
}

function orRefuse<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Refusal(outcome.error.message);
  return outcome.value;
}
