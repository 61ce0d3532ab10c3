import { readFileSync } from 'node:fs';

/** A compiled kernel of src/workers/assembly; the set-up builds it into .vite/kernels. */
export function kernelModule(name: 'agents' | 'density'): WebAssembly.Module {
  const file = new URL(`../../../.vite/kernels/${name}.wasm`, import.meta.url);
  const bytes = readKernel(file);
  return new WebAssembly.Module(bytes);
}

/** Most pages (64 KiB) that a kernel's memory may grow to: 2 GiB, as the kernels are compiled. */
export const MAXIMUM_PAGES = 32768;

function readKernel(file: URL): Uint8Array<ArrayBuffer> {
  try {
    return new Uint8Array(readFileSync(file));
  } catch (error) {
    throw new Error(
      `the kernel ${file.pathname} cannot be read (${error instanceof Error ? error.message : error}): ` +
        'run `npm run build`, which compiles it',
    );
  }
}
