import { serve } from '../server/serve.ts';
import { readServeOptions, SERVE_USAGE } from '../server/serve-options.ts';
import { feed } from './feed.ts';
import { FEED_USAGE, readFeedOptions } from './feed-options.ts';

const USAGE = `anlan serve [EVENT]   run the hub and serve the console
anlan feed FILE       play a recording into a hub

${SERVE_USAGE}

${FEED_USAGE}
`;

/** Runs a command; resolves to its exit code (2: the words of the command line are wrong). */
async function run(words: readonly string[]): Promise<number> {
  const [command, ...rest] = words;
  switch (command) {
    case 'serve':
      return await withOptions(readServeOptions(rest), SERVE_USAGE, serve);
    case 'feed':
      return await withOptions(readFeedOptions(rest), FEED_USAGE, feed);
    case undefined:
    case 'help':
    case '--help':
      process.stdout.write(USAGE);
      return 0;
    default:
      process.stderr.write(`anlan: there is no command "${command}"\n${USAGE}`);
      return 2;
  }
}

async function withOptions<T extends object>(
  options: T | string,
  usage: string,
  go: (options: T) => Promise<number>,
): Promise<number> {
  if (typeof options !== 'string') return await go(options);
  process.stderr.write(`anlan: ${options}\n${usage}\n`);
  return 2;
}

process.exit(await run(process.argv.slice(2)));
