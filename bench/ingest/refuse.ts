/** How many of many problems are said. */
const MOST_SAID = 5;

/** Throws where something went wrong: a rate at which data are lost is none. */
export function refuse(problems: readonly string[]): void {
  if (problems.length === 0) return;
  const unsaid = problems.length - MOST_SAID;
  const more = unsaid > 0 ? `\n… and ${unsaid} more` : '';
  throw new Error(`${problems.slice(0, MOST_SAID).join('\n')}${more}`);
}
