import { defineConfig } from 'vite';
import { nodePrograms } from './vite.node.ts';

/** Electron's main process. */
export default defineConfig(nodePrograms({ main: 'src/main/electron/main.ts' }));
