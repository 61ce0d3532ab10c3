import { writeFileSync } from 'node:fs';
import { siteSchema } from '../../src/domain/site/site.ts';
import { siteDocument } from './drawing/document.ts';
import { drawSite } from './drawing/site.ts';

// Run with `node resources/hubin/draw-site.ts` after a change to the drawing.
const drawn = drawSite();
siteSchema.parse(drawn);
writeFileSync(new URL('site.json', import.meta.url), siteDocument(drawn));
