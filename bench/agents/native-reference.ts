import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Milliseconds of CPU for a step, and a hash of the places after the last. */
export interface NativeRun {
  readonly stepMs: number;
  readonly hash: number;
}

/** The agents' kernel in C, compiled for this machine's AVX2: the measure of what the hardware can do. */
export class NativeReference {
  readonly compiler: string;
  readonly #folder = mkdtempSync(path.join(tmpdir(), 'anlan-bench-native-'));
  readonly #program = path.join(this.#folder, 'native-agents');
  readonly #image = path.join(this.#folder, 'image');
  readonly #block: number;

  /** Compiles, and keeps the memory image that every run begins with. */
  constructor(image: Uint8Array, block: number) {
    const compiler = ['clang', 'gcc'].find(
      (name) => spawnSync(name, ['--version'], { stdio: 'ignore' }).status === 0,
    );
    if (compiler === undefined) {
      throw new Error('the native reference needs a C compiler: apt-get install clang');
    }
    this.compiler = compiler;
    this.#block = block;
    execFileSync(compiler, [
      '-O3',
      '-mavx2',
      '-ffp-contract=off',
      '-fno-math-errno',
      '-o',
      this.#program,
      fileURLToPath(new URL('native-agents.c', import.meta.url)),
      '-lm',
    ]);
    writeFileSync(this.#image, image);
  }

  /** Runs so many steps from the image. */
  run(steps: number): NativeRun {
    const args = [this.#image, this.#block, steps].map(String);
    const words = execFileSync(this.#program, args, { encoding: 'utf8' }).trim().split(/\s+/);
    const [stepMs, hash] = words.map(Number) as [number, number];
    return { stepMs, hash };
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
