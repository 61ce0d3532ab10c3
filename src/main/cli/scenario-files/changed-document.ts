/** A way into a JSON document. */
export type Steps = readonly (string | number)[];

/** A copy of a document with another value in one place; undefined takes the place out of what is written as JSON. */
export function changedDocument(document: unknown, steps: Steps, value: unknown): unknown {
  const [step, ...rest] = steps;
  if (step === undefined) return value;
  const copy = Object.assign(Array.isArray(document) ? [] : {}, document) as Record<
    string,
    unknown
  >;
  copy[String(step)] = changedDocument(copy[String(step)], rest, value);
  return copy;
}

/** Every place in a document. */
export function placesIn(value: unknown, steps: Steps = []): readonly Steps[] {
  if (typeof value !== 'object' || value === null) return [steps];
  const inside = Object.entries(value).flatMap(([key, each]) =>
    placesIn(each, [...steps, Array.isArray(value) ? Number(key) : key]),
  );
  return [steps, ...inside];
}
