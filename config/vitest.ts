import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** Unit tests beside their files and integration tests in test/; end-to-end tests are Playwright's. */
export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'test/**/*.test.ts'],
    exclude: ['test/e2e/**', 'node_modules/**'],
    pool: 'forks',
    watch: false,
    // Recordings of tests are not signed in the name of who runs them.
    env: { ANLAN_SIGNING_KEY: path.join(tmpdir(), 'anlan-test-signing-key.pem') },
    // Speed is measured in bench/. These limits end what hangs; a near one would be a timed assert on a busy machine.
    testTimeout: 240_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 60_000 } },
    slowTestThreshold: 5_000,
  },
});
