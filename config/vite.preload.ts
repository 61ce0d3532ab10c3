import { defineConfig } from 'vite';
import { nodePrograms } from './vite.node.ts';

/** The preload: one CommonJS file, because a sandboxed preload can load no other. */
export default defineConfig(nodePrograms({ preload: 'src/main/electron/preload.ts' }));
