import { readFile, rename, writeFile } from 'node:fs/promises';
import type { MapFeature } from '../../workers/kernels/map-files/map-features.ts';
import { MapFileProblem } from '../../workers/kernels/map-files/map-file-problem.ts';
import { readMapFile } from '../../workers/kernels/map-files/read-map-file.ts';
import { featureToWgs84 } from '../../workers/kernels/map-files/to-wgs84.ts';
import { addToSite } from './material/add-to-site.ts';
import type { MaterialOptions } from './material-options.ts';

/** Refused features told one by one; the others are counted. */
const TOLD = 50;

/** Makes features of a map elements of a site document; prints what was added and what was not. */
export async function material(options: MaterialOptions): Promise<number> {
  try {
    const { features, refused } = await featuresOf(options);
    const extended = addToSite(JSON.parse(await readFile(options.into, 'utf8')), features, options);
    if (!extended.ok) return complain(extended.error);
    const { document, added } = extended.value;
    const out = options.out ?? options.into;
    tell([...refused, ...extended.value.refused]);
    if (added === 0) return complain('nothing was added');
    // All of it or nothing: a document that is cut off is none.
    await writeFile(`${out}.partial`, documentText(document));
    await rename(`${out}.partial`, out);
    process.stdout.write(`${added} ${options.as} from ${options.file} added: ${out}\n`);
    return 0;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return complain(error instanceof MapFileProblem ? `${options.file}: ${why}` : why);
  }
}

/** A site document as text, each position on a line of its own. */
export function documentText(document: unknown): string {
  const text = JSON.stringify(document, undefined, 1);
  return `${text.replace(/\[\s+(-?[\d.e+-]+),\s+(-?[\d.e+-]+)\s+\]/g, '[$1, $2]')}\n`;
}

async function featuresOf({
  file,
  datum,
}: MaterialOptions): Promise<{ features: readonly MapFeature[]; refused: readonly string[] }> {
  const opened = await readMapFile(file);
  if (opened.kind === 'tiles') {
    await opened.archive.close();
    throw new MapFileProblem('', 'holds tiles, whose pieces are no elements: give the features');
  }
  const { features, refused, refusedCount } = opened.content;
  const more = refusedCount - refused.length;
  return {
    features: features.map((feature) => featureToWgs84(feature, datum)),
    refused: [...refused, ...(more > 0 ? [`${more} more features cannot be read`] : [])],
  };
}

function tell(refused: readonly string[]): void {
  if (refused.length === 0) return;
  process.stderr.write(`${refused.length} not used:\n`);
  for (const words of refused.slice(0, TOLD)) process.stderr.write(`  ${words}\n`);
  if (refused.length > TOLD) process.stderr.write(`  and ${refused.length - TOLD} more\n`);
}

function complain(message: string): number {
  process.stderr.write(`anlan material: ${message}\n`);
  return 1;
}
