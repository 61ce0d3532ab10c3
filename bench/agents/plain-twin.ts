import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import type { AgentMemory } from '../../src/workers/kernels/agents/agent-memory.ts';

/** Sort and move of the twin without Math.fround: the same work in TypeScript as one would write it. */
export interface PlainTwin {
  sortTwin(memory: AgentMemory): void;
  moveTwin(memory: AgentMemory, from: number, to: number): void;
}

/** Makes it from the twin's own source, so that both always do the same work. */
export async function plainTwin(): Promise<PlainTwin> {
  const folder = new URL('../../src/workers/kernels/agents/', import.meta.url);
  const names = ['ground-twin', 'sort-twin', 'move-twin'];
  const plain = (name: string) => new URL(`../../.vite/plain-${name}.mjs`, import.meta.url);
  for (const name of names) {
    const source = stripTypeScriptTypes(readFileSync(new URL(`${name}.ts`, folder), 'utf8'))
      .replace('const f = Math.fround;', 'const f = (value) => value;')
      .replace("'./ground-twin.ts'", "'./plain-ground-twin.mjs'")
      .replace(/'\.\/([\w-]+\.ts)'/g, (_, file) => `'${new URL(file, folder).href}'`);
    writeFileSync(plain(name), source);
  }
  const { sortTwin }: Pick<PlainTwin, 'sortTwin'> = await import(plain('sort-twin').href);
  const { moveTwin }: Pick<PlainTwin, 'moveTwin'> = await import(plain('move-twin').href);
  for (const name of names) rmSync(plain(name));
  return { sortTwin, moveTwin };
}
