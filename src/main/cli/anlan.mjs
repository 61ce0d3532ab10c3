#!/usr/bin/env node
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

// npx may run this on the system's Node 20, which cannot run TypeScript: then the project's Node takes over.
if (Number(process.versions.node.split('.')[0]) >= 24) {
  await import('./anlan.ts');
} else {
  const here = path.dirname(fileURLToPath(import.meta.url));
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  const node = path.resolve(here, '../../../node_modules/node/bin', name);
  if (!existsSync(node)) {
    process.stderr.write(
      'anlan: nothing is installed yet: run `npm start` or `npm ci` in the project first.\n',
    );
    process.exit(1);
  }
  const child = spawn(node, [path.join(here, 'anlan.ts'), ...process.argv.slice(2)], {
    stdio: 'inherit',
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => child.kill(signal));
  }
  child.on('error', (error) => {
    process.stderr.write(
      `anlan: Node 24 could not be started (${error.message}): run \`npm ci\` again.\n`,
    );
    process.exit(1);
  });
  child.on('close', (code, signal) => {
    if (signal === null) process.exit(code ?? 1);
    // A caller that waits sees the same signal as if there were no launcher.
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}
