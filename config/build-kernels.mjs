import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync } from 'node:fs';
import path from 'node:path';

/** Options of the AssemblyScript compiler: SIMD, threads on one shared memory, no runtime, no static data. */
const options = [
  '-O3',
  '--noAssert',
  '--runtime',
  'stub',
  '--importMemory',
  '--noExportMemory',
  '--enable',
  'simd',
  '--enable',
  'threads',
  '--sharedMemory',
  '--initialMemory',
  '1',
  '--maximumMemory',
  '32768',
  // v128 in signatures: they are inlined or internal, nothing of it leaves the kernel.
  '--disableWarning',
  '112',
];

/** The kernels: each a source in src/workers/assembly. */
export const kernels = ['agents', 'density'];

/**
 * Compiles the kernels to WebAssembly in .vite/kernels; each appears whole or not at all.
 *
 * @param {string} root the project's folder
 * @param {string} node the Node to run the compiler with
 * @returns {boolean} whether all were compiled
 */
export function compileKernels(root, node) {
  const folder = path.join(root, '.vite', 'kernels');
  mkdirSync(folder, { recursive: true });
  return kernels.every((name) => {
    const output = path.join(folder, `${name}.wasm`);
    const partial = path.join(folder, `${name}.${process.pid}.wasm`);
    const compiled = spawnSync(
      node,
      [
        path.join(root, 'node_modules', 'assemblyscript', 'bin', 'asc.js'),
        `src/workers/assembly/${name}.ts`,
        '--outFile',
        path.relative(root, partial),
        ...options,
      ],
      { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] },
    );
    if (compiled.status !== 0 || !existsSync(partial)) return false;
    renameSync(partial, output);
    return true;
  });
}
