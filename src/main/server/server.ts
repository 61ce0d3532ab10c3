import { enableCompileCache } from 'node:module';

// Before the first file is read: hubs with several sessions read and write more files at once than four.
process.env.UV_THREADPOOL_SIZE ??= '16';
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
