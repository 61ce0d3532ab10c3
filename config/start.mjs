import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { projectNode, root, runScript, SetUpError, setUp } from './setup.mjs';

/** Options of `npm start` itself; every other argument goes to the server. */
const ownOptions = new Set(['--browser', '--no-open']);

await runScript(() => {
  const args = process.argv.slice(2);
  setUp();
  serve(
    args.filter((arg) => !ownOptions.has(arg)),
    !args.includes('--no-open'),
  );
});

/** Runs the headless server until it ends, and ends with its exit code. */
function serve(args, opensBrowser) {
  const entry = path.join(root, 'src', 'main', 'server', 'server.ts');
  if (!existsSync(entry)) {
    throw new SetUpError(
      'src/main/server/server.ts is missing: this clone is not whole, clone it again.',
    );
  }
  // In a process group of its own the server gets Ctrl-C once, from here, and not a second time from the terminal.
  const server = spawn(projectNode, [entry, ...args], {
    cwd: root,
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'pipe', 'inherit'],
  });

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

  forwardSignals(server);
  server.on('error', (error) => {
    process.stderr.write(
      `anlan: Node 24 could not be started (${error.message}): delete node_modules, run again.\n`,
    );
    process.exitCode = 1;
  });
  server.on('close', (code, signal) => {
    // process.exit: the signal listeners must not keep this process.
    process.exit(code ?? (signal === 'SIGINT' || signal === 'SIGTERM' ? 0 : 1));
  });
}

/** Passes each signal on once a second: npm and the terminal both send the same Ctrl-C. */
function forwardSignals(server) {
  const sentAt = new Map();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      const now = Date.now();
      if (now - (sentAt.get(signal) ?? 0) < 1000) return;
      sentAt.set(signal, now);
      server.kill(signal);
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
