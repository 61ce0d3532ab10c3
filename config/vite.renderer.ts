import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const project = fileURLToPath(new URL('..', import.meta.url));

/** The console as static files. A missing asset must be a 404, hence `mpa`: `spa` answers it with index.html and 200. */
export default defineConfig({
  root: `${project}src/renderer`,
  cacheDir: `${project}node_modules/.vite`,
  base: './',
  appType: 'mpa',
  plugins: [react()],
  // The build of React that runs <Profiler>, whose count of commits is a promise that tests hold the app to.
  resolve: { alias: { 'react-dom/client': 'react-dom/profiling' } },
  build: {
    outDir: `${project}.vite/renderer`,
    emptyOutDir: true,
    target: 'chrome140',
    sourcemap: true,
    chunkSizeWarningLimit: 3000,
  },
  worker: { format: 'es' },
});
