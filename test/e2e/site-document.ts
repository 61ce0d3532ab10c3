import { readFileSync } from 'node:fs';
import { type Site, siteSchema } from '../../src/domain/site/site.ts';

/** The bundled site. */
export function siteDocument(): Site {
  const file = new URL('../../resources/hubin/site.json', import.meta.url);
  return siteSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
}
