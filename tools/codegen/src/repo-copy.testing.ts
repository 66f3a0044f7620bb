import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { emitters } from './emitters.js';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const SOURCES = [
  'package.json',
  'tsconfig.json',
  'tsconfig.base.json',
  'schemas',
  'tools/codegen',
  'packages/validation',
  'languages',
];
const GENERATED = [...new Set(emitters.flatMap(({ folders }) => folders))];

/** What a command printed and how it ended. */
export type Run = { readonly status: number | null; readonly stdout: string; readonly stderr: string };

/** A copy of the repository in which a test may change what it likes. */
export class RepoCopy {
  readonly root = mkdtempSync(join(tmpdir(), 'ably-auth-repo-'));
  #isBuilt = false;

  constructor() {
    for (const path of [...SOURCES, ...GENERATED].filter((each) => existsSync(join(ROOT, each)))) {
      const filter = (source: string) =>
        !['dist', 'node_modules', '.turbo', '.cache'].includes(basename(source)) && !source.includes('.test');
      cpSync(join(ROOT, path), join(this.root, path), { recursive: true, filter });
    }
    this.#linkModules();
  }

  /** The packages that are installed, and in place of our own the copies. */
  #linkModules(): void {
    const modules = join(this.root, 'node_modules');
    mkdirSync(join(modules, '@ably-auth'), { recursive: true });
    for (const name of readdirSync(join(ROOT, 'node_modules'))) {
      if (name !== '@ably-auth') symlinkSync(join(ROOT, 'node_modules', name), join(modules, name));
    }
    symlinkSync(join(this.root, 'schemas'), join(modules, '@ably-auth/schemas'));
    symlinkSync(join(this.root, 'tools/codegen'), join(modules, '@ably-auth/codegen'));
    const own = 'tools/codegen/node_modules';
    if (existsSync(join(ROOT, own))) symlinkSync(join(ROOT, own), join(this.root, own));
  }

  /** Builds a project of the copy by `tsc -b`. */
  build(project = 'tools/codegen'): Run {
    return this.#run(join(ROOT, 'node_modules/typescript/bin/tsc'), ['-b', project]);
  }

  /** Builds the generator and runs it, as `npm run generate` does. */
  codegen(...args: readonly string[]): Run {
    if (!this.#isBuilt) {
      const built = this.build();
      if (built.status !== 0) return built;
      this.#isBuilt = true;
    }
    return this.#run(join(this.root, 'tools/codegen/dist/cli.js'), args);
  }

  #run(script: string, args: readonly string[]): Run {
    const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
      cwd: this.root,
      encoding: 'utf8',
    });
    return { status, stdout, stderr };
  }

  read(path: string): string {
    return readFileSync(join(this.root, path), 'utf8');
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.root, path)), { recursive: true });
    writeFileSync(join(this.root, path), text);
  }

  /** Replaces one piece of a file for as long as the function runs. */
  withEdit<T>(path: string, from: string, to: string, during: () => T): T {
    const text = this.read(path);
    if (!text.includes(from)) throw new Error(`${path} does not hold ${from}`);
    this.write(path, text.replace(from, to));
    this.#isBuilt = false;
    try {
      return during();
    } finally {
      this.write(path, text);
      this.#isBuilt = false;
    }
  }

  /** Every generated file with its text. */
  generated(): Map<string, string> {
    const files = emitters.flatMap(({ folders, owned }) =>
      folders
        .filter((folder) => existsSync(join(this.root, folder)))
        .flatMap((folder) =>
          readdirSync(join(this.root, folder), { withFileTypes: true }).map((entry) => ({
            entry,
            path: `${folder}/${entry.name}`,
          })),
        )
        .filter(({ entry, path }) => entry.isFile() && (owned?.test(path) ?? true)),
    );
    return new Map(files.map(({ path }) => [path, this.read(path)]));
  }

  removeGenerated(): void {
    for (const path of this.generated().keys()) rmSync(join(this.root, path));
  }
}
