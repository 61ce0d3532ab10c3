import { serve } from './serve.ts';
import { readServeOptions, SERVE_USAGE } from './serve-options.ts';

const options = readServeOptions(process.argv.slice(2));
if (typeof options === 'string') {
  process.stderr.write(`anlan: ${options}\n${SERVE_USAGE}\n`);
  process.exit(2);
}
process.exit(await serve(options));
