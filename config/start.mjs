import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { findElectron } from './find-electron.mjs';
import { projectNode, root, runScript, SetUpError, setUp } from './setup.mjs';

/** Options of `npm start` itself; every other argument goes to the hub. */
const ownOptions = new Set(['--browser', '--no-open', '--download-electron']);

await runScript(() => {
  const args = process.argv.slice(2);
  const rest = args.filter((arg) => !ownOptions.has(arg));
  setUp();
  const shell =
    args.includes('--browser') || args.includes('--no-open') ? undefined : shellOf(args);
  if (shell) openShell(shell, rest);
  else serve(rest, !args.includes('--no-open'));
});

/** Electron's program, where windows can be opened with it; else one line says why the browser is used. */
function shellOf(args) {
  const found = findElectron({
    node: projectNode,
    download: args.includes('--download-electron'),
  });
  const obstacle = 'missing' in found ? found.missing : windowObstacle();
  if (obstacle === undefined) return found.program;
  process.stderr.write(`anlan: ${obstacle}: using the browser (see docs/packaging.md)\n`);
  return undefined;
}

function windowObstacle() {
  if (process.platform !== 'linux') return undefined;
  if (process.getuid?.() === 0) return 'Electron has no sandbox for root';
  const hasDesktop = process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  return hasDesktop ? undefined : 'Electron finds no desktop here';
}

/** Builds the shell's programs and runs Electron on this folder until it ends. */
function openShell(program, args) {
  const built = spawnSync(projectNode, [path.join(root, 'config', 'build-shell.ts')], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (built.status !== 0)
    throw new SetUpError('The shell could not be built: see the lines above.');
  runToItsEnd(spawnOwn(program, [root, ...args], 'inherit'), 'Electron');
}

/** Runs the headless server until it ends. */
function serve(args, opensBrowser) {
  const entry = path.join(root, 'src', 'main', 'server', 'server.ts');
  if (!existsSync(entry)) {
    throw new SetUpError(
      'src/main/server/server.ts is missing: this clone is not whole, clone it again.',
    );
  }
  const server = spawnOwn(projectNode, [entry, ...args], 'pipe');
  let printed = '';
  let opened = !opensBrowser;
  server.stdout.on('data', (chunk) => {
    process.stdout.write(chunk);
    if (opened) return;
    printed += chunk.toString('utf8');
    const address = /http:\/\/(?:127\.0\.0\.1|localhost):\d+[^\s"']*(?=[\s"'])/.exec(printed)?.[0];
    if (address === undefined) return;
    opened = true;
    openBrowser(address);
  });
  runToItsEnd(server, 'Node 24');
}

/** In a process group of its own a program gets Ctrl-C once, from here, and not a second time from the terminal. */
function spawnOwn(program, args, stdout) {
  return spawn(program, args, {
    cwd: root,
    detached: process.platform !== 'win32',
    stdio: ['ignore', stdout, 'inherit'],
  });
}

/** Passes signals on and ends with the program's exit code. */
function runToItsEnd(child, name) {
  forwardSignals(child);
  child.on('error', (error) => {
    process.stderr.write(
      `anlan: ${name} could not be started (${error.message}): delete node_modules, run again.\n`,
    );
    process.exitCode = 1;
  });
  child.on('close', (code, signal) => {
    // process.exit: the signal listeners must not keep this process.
    process.exit(code ?? (signal === 'SIGINT' || signal === 'SIGTERM' ? 0 : 1));
  });
}

/** Passes each signal on once a second: npm and the terminal both send the same Ctrl-C. */
function forwardSignals(child) {
  const sentAt = new Map();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      const now = Date.now();
      if (now - (sentAt.get(signal) ?? 0) < 1000) return;
      sentAt.set(signal, now);
      child.kill(signal);
    });
  }
}

/** Opens the default browser where there is a desktop; elsewhere the printed address is all there is. */
function openBrowser(address) {
  const { command, args } = browserCommand(address);
  if (command === undefined) return;
  const browser = spawn(command, args, { detached: true, stdio: 'ignore' });
  browser.on('error', () => {
    process.stderr.write(`anlan: no browser could be opened: open ${address} yourself.\n`);
  });
  browser.unref();
}

function browserCommand(address) {
  if (process.platform === 'darwin') return { command: 'open', args: [address] };
  if (process.platform === 'win32') return { command: 'cmd', args: ['/c', 'start', '', address] };
  const hasDesktop = process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  return hasDesktop ? { command: 'xdg-open', args: [address] } : { command: undefined, args: [] };
}
