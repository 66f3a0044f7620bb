import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CACHE } from './options.js';

const run = promisify(execFile);

/** A change in the code of a package of another language. */
export type LanguageMutant = {
  /** The number by which it is switched on. */
  readonly number: number;
  readonly file: string;
  readonly line: number;
  readonly function: string;
  /** The first line of the statement that it changes. */
  readonly statement: string;
  readonly was: string;
  readonly now: string;
};

/** How an adapter of the conformance runner is started with a mutant; with 0 the package as it is. */
export type Start = (number: number) => { readonly command: readonly string[]; readonly env: Record<string, string> };

/** A package whose mutants the vectors alone have to find. */
export type VectorTarget = {
  readonly name: string;
  /** The folder of its sources, from the root. */
  readonly sources: string;
  /** Lists the mutants, and builds what starts them. */
  readonly prepare: (root: string) => Promise<{ readonly mutants: readonly LanguageMutant[]; readonly start: Start }>;
};

export const vectorTargets: readonly VectorTarget[] = [
  {
    name: 'python',
    sources: 'languages/python/src/ably_auth',
    async prepare(root) {
      const program = join(root, 'tools/mutants/python/mutants.py');
      const sources = join(root, this.sources);
      const adapter = join(root, 'languages/python/conformance/adapter.py');
      // The path of the interpreter itself: what a version manager puts in its place starts slowly.
      const { stdout: python } = await run('python3', ['-c', 'import sys; print(sys.executable)']);
      return {
        mutants: await list('python3', [program, 'list', sources], root),
        start: (number) => ({ command: [python.trim(), program, 'run', sources, String(number), adapter], env: {} }),
      };
    },
  },
  {
    name: 'go',
    sources: 'languages/go/ablyauth',
    async prepare(root) {
      const module = join(root, CACHE, 'go');
      rmSync(module, { recursive: true, force: true });
      for (const part of ['go.mod', 'conformance']) {
        cpSync(join(root, 'languages/go', part), join(module, part), { recursive: true });
      }
      mkdirSync(join(module, 'ablyauth'));
      const folders = [join(root, this.sources), join(module, 'ablyauth')];
      const mutants = await list('go', ['run', '.', ...folders], join(root, 'tools/mutants/go'));
      await run('go', ['build', '-o', 'adapter', './conformance/adapter'], { cwd: module });
      return { mutants, start: (number) => ({ command: [join(module, 'adapter')], env: { MUTANT: String(number) } }) };
    },
  },
];

async function list(program: string, args: readonly string[], cwd: string): Promise<LanguageMutant[]> {
  const { stdout } = await run(program, args, { cwd, maxBuffer: 2 ** 26 });
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as LanguageMutant);
}

/** Mutants that no vector can find, by a pattern of their code, with the reason. */
export type OutOfReach = {
  readonly target: string;
  readonly file?: string;
  readonly function?: string;
  readonly statement?: string;
  readonly was?: string;
  readonly reason: string;
};

/** Which mutants no vector can find. */
export function readOutOfReach(root: string): OutOfReach[] {
  return JSON.parse(readFileSync(join(root, 'tools/mutants/out-of-reach.json'), 'utf8')) as OutOfReach[];
}

/** Whether a vector can find a mutant. */
export function isInReach(mutant: LanguageMutant, target: string, rules: readonly OutOfReach[]): boolean {
  const parts = ['file', 'function', 'statement', 'was'] as const;
  return !rules.some(
    (rule) =>
      rule.target === target &&
      parts.every((part) => rule[part] === undefined || new RegExp(rule[part]).test(mutant[part])),
  );
}
