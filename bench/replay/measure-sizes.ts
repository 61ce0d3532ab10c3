import { RecordReader } from '../../src/store/record-reader.ts';
import { type Figure, figure } from '../figures.ts';
import { opened } from './opened.ts';

/** What the whole night may take. */
const MOST_BYTES = 1.5e9;
const NIGHT_MIN = 480;
/** Parts that take less than this share of the file are not told one by one. */
const LEAST_SHARE = 0.005;

/** What a minute of the night takes on the disk, in all and by kind, beside what it may take. */
export async function* measureSizes(file: string): AsyncIterable<Figure> {
  const reader = new RecordReader();
  opened(await reader.open({ file }));
  const { fileBytes, minutes, parts } = await reader.sizes();
  await reader.close();
  const allowed = { name: 'allowed', values: [MOST_BYTES / NIGHT_MIN / 1e3] };
  const perMin = { name: 'file a minute', values: [fileBytes / minutes / 1e3] };
  yield figure(perMin, 'kB/min', allowed);
  for (const { part, bytes, bytesPerMin } of parts) {
    if (bytes < LEAST_SHARE * fileBytes) continue;
    yield figure({ name: `  ${part}`, values: [bytesPerMin / 1e3] }, 'kB/min', allowed);
  }
}
