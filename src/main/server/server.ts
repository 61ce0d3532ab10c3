import { enableCompileCache } from 'node:module';

// Before anything of ours is loaded: the second start takes the compiled sources from the cache.
enableCompileCache();
const { serve } = await import('./serve.ts');
const { readServeOptions, SERVE_USAGE } = await import('./serve-options.ts');

const options = readServeOptions(process.argv.slice(2));
if (typeof options === 'string') {
  process.stderr.write(`anlan: ${options}\n${SERVE_USAGE}\n`);
  process.exit(2);
}
process.exit(await serve(options));
