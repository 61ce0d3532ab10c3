import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';
import { nodePrograms } from './vite.node.ts';

const workers = fileURLToPath(new URL('../src/workers', import.meta.url));
const threads = readdirSync(workers).filter((name) => name.endsWith('.thread.ts'));

/** A thread is opened by the name of its source; in the bundle it is the file of that name with another ending. */
const threadNames: Plugin = {
  name: 'thread-names',
  transform: (code) =>
    code.includes('.thread.ts')
      ? { code: code.replace(/\.thread\.ts(?=['"`])/g, '.thread.cjs'), map: null }
      : undefined,
};

/** The hub's process and its threads, which share their common code. */
export default defineConfig(
  nodePrograms(
    {
      'hub-process': 'src/main/electron/hub-process.ts',
      ...Object.fromEntries(
        threads.map((name) => [name.replace(/\.ts$/, ''), `src/workers/${name}`]),
      ),
    },
    [threadNames],
  ),
);
