import { spawnSync } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import { projectNode, root, runScript, SetUpError, setUp } from './setup.mjs';

/** `npm run package` and `npm run make`: the set-up, then Forge on the project's Node. Words after it go to Forge. */
await runScript(() => {
  const [step, ...rest] = process.argv.slice(2);
  if (step !== 'package' && step !== 'make') {
    throw new SetUpError('say what to do: node config/package.mjs package, or make');
  }
  setUp();
  const forge = path.join(
    ...[root, 'node_modules', '@electron-forge', 'cli', 'dist', `electron-forge-${step}.js`],
  );
  const bin = path.join(root, 'node_modules', '.bin');
  const done = spawnSync(projectNode, [forge, ...rest], {
    cwd: root,
    env: { ...process.env, PATH: `${bin}${path.delimiter}${process.env.PATH ?? ''}` },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (done.status !== 0) {
    throw new SetUpError(
      `${step} failed: read the lines above. Without Electron's binary see docs/packaging.md, "Without a network".`,
    );
  }
});
