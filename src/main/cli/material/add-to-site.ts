import { err, ok, type Result } from '../../../domain/base/result.ts';
import { checkGround, checkReferences } from '../../../domain/site/check-site.ts';
import { buildGround, type Ground } from '../../../domain/site/ground.ts';
import { type Site, siteSchema } from '../../../domain/site/site.ts';
import type { MapFeature } from '../../../workers/kernels/map-files/map-features.ts';
import type { MaterialOptions } from '../material-options.ts';
import { type SiteElement, siteElements } from './site-elements.ts';

/** A site document with the features of a map in it. */
export interface ExtendedSite {
  /** The document as it was, with its one list extended. */
  readonly document: Readonly<Record<string, unknown>>;
  readonly added: number;
  readonly refused: readonly string[];
}

/**
 * Adds features, in WGS84, to a list of a site document. What would make the document wrong is left out and told in
 * words; an error says what is wrong with the document itself.
 */
export function addToSite(
  document: unknown,
  features: readonly MapFeature[],
  options: MaterialOptions,
): Result<ExtendedSite> {
  const before = siteOf(document);
  if (!before.ok) return err(`${options.into}: ${before.error}`);
  const raw = document as Readonly<Record<string, unknown>>;
  const own = raw[options.as] as readonly unknown[];
  const made = siteElements(features, buildGround(before.value), options);
  const refused = [...made.refused];
  let kept = made.elements;
  for (;;) {
    const extended = { ...raw, [options.as]: [...own, ...kept.map(({ element }) => element)] };
    const wrong = wrongElements(extended, own.length, kept, options);
    if (!wrong.ok) return err(`the features do not go into ${options.into}: ${wrong.error}`);
    if (wrong.value.size === 0) {
      return ok({ document: extended, added: kept.length, refused });
    }
    for (const [element, why] of wrong.value) refused.push(`${element.from}: ${why}`);
    kept = kept.filter((element) => !wrong.value.has(element));
  }
}

/** The elements that make the document wrong, with the reason; an error when it is wrong for another reason. */
function wrongElements(
  document: Readonly<Record<string, unknown>>,
  first: number,
  elements: readonly SiteElement[],
  options: MaterialOptions,
): Result<ReadonlyMap<SiteElement, string>> {
  const wrong = new Map<SiteElement, string>();
  const parsed = siteSchema.safeParse(document);
  if (!parsed.success) {
    for (const { path, message } of parsed.error.issues) {
      const [list, index, ...field] = path;
      const element = list === options.as ? elements[Number(index) - first] : undefined;
      if (!element) return err(`${path.join('.')}: ${message}`);
      wrong.set(element, `${field.join('.')}: ${message}`);
    }
    return ok(wrong);
  }
  for (const problem of problemsOf(parsed.data)) {
    const element = elements.find(
      ({ element: { id } }) => id && problem.startsWith(`${what(options)} ${id}:`),
    );
    if (!element) return err(problem);
    wrong.set(element, problem.slice(problem.indexOf(': ') + 2));
  }
  return ok(wrong);
}

/** How the checks of a site call an element of a list. */
function what({ as }: MaterialOptions): string {
  return as === 'zones' ? 'zone' : 'hot-spot';
}

function siteOf(document: unknown): Result<Site> {
  const parsed = siteSchema.safeParse(document);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return err(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'is no site document'}`);
  }
  const [problem] = problemsOf(parsed.data);
  return problem === undefined ? ok(parsed.data) : err(problem);
}

function problemsOf(site: Site): readonly string[] {
  const references = checkReferences(site);
  // Ground cannot be built on references that lead nowhere.
  if (references.length > 0) return references;
  const ground: Ground = buildGround(site);
  return checkGround(ground);
}
