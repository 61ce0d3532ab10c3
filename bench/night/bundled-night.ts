import { readFileSync } from 'node:fs';
import { type NightScript, parseNightScript } from '../../src/domain/plan/night-script.ts';
import { buildGround, type Ground } from '../../src/domain/site/ground.ts';
import { siteSchema } from '../../src/domain/site/site.ts';

/** The model operation's ground and night. */
export function bundledNight(): { readonly ground: Ground; readonly script: NightScript } {
  const read = (name: string): unknown =>
    JSON.parse(readFileSync(new URL(`../../resources/hubin/${name}`, import.meta.url), 'utf8'));
  const site = siteSchema.parse(read('site.json'));
  const script = parseNightScript(read('night.json'), site);
  if (!script.ok) throw new Error(script.error);
  return { ground: buildGround(site), script: script.value };
}
