import { z } from 'zod';
import { DEFAULT_LADDER, type LadderSettings } from '../../domain/alert/ladder.ts';
import { err, ok, type Result } from '../../domain/base/result.ts';
import { checkReferences } from '../../domain/site/check-site.ts';
import { gridSensors, telecomGridSchema } from '../../domain/site/grid-sensors.ts';
import { type Site, siteSchema } from '../../domain/site/site.ts';
import type { Documents } from '../../workers/record-port.ts';
import {
  type FeedSettings,
  type FeedsDocument,
  feedSettingsSchema,
} from './sources/feed-settings.ts';

/** What an event file says about its operation, checked. */
export interface EventDocuments {
  readonly site: Site;
  readonly feeds: FeedsDocument;
  readonly ladder: LadderSettings;
  /** The script of the rehearsed night, for the rehearsal to check. */
  readonly night: unknown;
}

/** Reads the documents of an event; the error names the document, the field and what is wrong. */
export function readEventDocuments(documents: Documents): Result<EventDocuments> {
  const site = readDocument(documents, 'site.json', siteSchema);
  if (!site.ok) return site;
  const problems = checkReferences(site.value);
  if (problems.length > 0) return err(`site.json: ${problems.slice(0, 5).join('; ')}`);
  const feeds = readDocument(documents, 'feeds.json', feedSettingsSchema);
  if (!feeds.ok) return feeds;
  const night = readDocument(documents, 'night.json', z.unknown());
  const whole = withGrids(site.value, [...feeds.value.live, ...feeds.value.rehearsal]);
  if (!whole.ok) return whole;
  return ok({
    site: whole.value,
    feeds: feeds.value,
    ladder: DEFAULT_LADDER,
    night: night.ok ? night.value : undefined,
  });
}

/** The site with the squares of every telecom grid among its sensors: the feed knows the grid, the site the ground. */
function withGrids(site: Site, feeds: readonly FeedSettings[]): Result<Site> {
  const sensors = [...site.sensors];
  for (const { feed, grid } of feeds) {
    if (grid === undefined) continue;
    const read = telecomGridSchema.safeParse(grid);
    if (!read.success) {
      const [issue] = read.error.issues;
      const where = ['grid', ...(issue?.path ?? [])].join('.');
      return err(`feeds.json: feed ${feed}: ${where}: ${issue?.message ?? 'cannot be used'}`);
    }
    const cells = gridSensors(read.data, feed, site);
    if (cells.length === 0) {
      return err(
        `feeds.json: feed ${feed}: no square of its grid has walkable ground of this site (is ${read.data.datum} its datum?)`,
      );
    }
    sensors.push(...cells);
  }
  return ok({ ...site, sensors });
}

function readDocument<T>(documents: Documents, name: string, schema: z.ZodType<T>): Result<T> {
  const text = documents[name];
  if (text === undefined) return err(`the event has no ${name}`);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return err(`${name} is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  const checked = schema.safeParse(json);
  if (checked.success) return ok(checked.data);
  const lines = checked.error.issues.slice(0, 5).map((issue) => {
    const where = issue.path.join('.');
    return `${where === '' ? '(top)' : where}: ${issue.message}`;
  });
  return err(`${name}: ${lines.join('; ')}`);
}
