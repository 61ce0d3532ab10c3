import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { projectNode, root, runScript, setUp } from './setup.mjs';

await runScript(() => {
  setUp({ build: false });
  const projects = readdirSync(path.join(root, 'config'))
    .filter((name) => /^tsconfig\..+\.json$/.test(name) && name !== 'tsconfig.base.json')
    .sort();
  const checks = [
    [
      'biome',
      'node_modules/@biomejs/biome/bin/biome',
      'ci',
      '--config-path=config/lint.json',
      '--error-on-warnings',
    ],
    ...projects.map((name) => [name, 'node_modules/typescript/bin/tsc', '-p', `config/${name}`]),
    ['knip', 'node_modules/knip/bin/knip.js', '--config', 'config/knip.json', '--no-progress'],
  ];
  const failed = checks.filter(([, ...args]) => {
    const done = spawnSync(projectNode, args, {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    return done.status !== 0;
  });
  if (failed.length > 0) process.exitCode = 1;
  const names = failed.map(([name]) => name).join(', ');
  process.stdout.write(failed.length > 0 ? `lint: failed in ${names}\n` : 'lint: clean\n');
});
