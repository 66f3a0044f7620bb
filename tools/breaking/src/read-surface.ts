import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, posix, resolve } from 'node:path';
import { withoutAnnotations, type JsonSchema } from '@ably-auth/codegen/json-schema';
import { compiledCopy } from '@ably-auth/release/working-copy';
import { readHttp } from './read-http.js';
import type { Declarations, Surface } from './surface.js';

type Manifest = { readonly name: string; readonly exports?: Readonly<Record<string, string>> };

/** Where the snapshots of earlier versions are, from the root. */
export const SNAPSHOTS = 'tools/breaking/snapshots';

const DRAFT = 'v1-draft';

/** Whether a version is a promise already: anything but a draft. */
export function isPublished(version: string): boolean {
  return !version.includes('draft');
}

/** The snapshot of the version that was published last; of the draft before that. */
export function newestSnapshot(root: string): string {
  const published = readdirSync(join(root, SNAPSHOTS))
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.slice(0, -'.json'.length))
    .filter(isPublished);
  return published.sort((a, b) => a.localeCompare(b, 'en', { numeric: true })).at(-1) ?? DRAFT;
}

/**
 * What `--against` names: a snapshot of this tool by its name or path, a tarball, a folder of tarballs, or else a git
 * ref.
 *
 * @param root the repository
 * @throws {Error} if it is anything else
 */
export function readSurface(root: string, against: string): Surface {
  const snapshot = join(root, SNAPSHOTS, `${against}.json`);
  const path = existsSync(snapshot) ? snapshot : resolve(root, against);
  if (!existsSync(path)) return ofRef(root, against);
  if (path.endsWith('.json')) return readJson(path) as Surface;
  return statSync(path).isDirectory()
    ? ofTarballs(
        against,
        readdirSync(path)
          .filter((name) => name.endsWith('.tgz'))
          .map((name) => join(path, name)),
      )
    : ofTarballs(against, [path]);
}

/** What the working tree promises; its packages have to be built. */
export function ofTree(root: string, version: string): Surface {
  const homes = readdirSync(join(root, 'packages')).map((name) => join(root, 'packages', name));
  return {
    version,
    ...protocolOf(join(root, 'schemas/json'), join(root, 'vectors/manifest.json')),
    ...httpOf(join(root, 'docs/reference/openapi.json')),
    types: Object.fromEntries(homes.flatMap(declarationsOf)),
  };
}

/** The surface of a commit: its declared types have to be compiled first, in a folder of their own. */
function ofRef(root: string, ref: string): Surface {
  const folder = workFolder();
  try {
    compiledCopy(root, folder, ref);
    return ofTree(folder, ref);
  } catch (cause) {
    const reason = (cause as Error).message;
    throw new Error(
      reason.startsWith('Command failed')
        ? `--against ${ref}: expected a snapshot, a tarball, a folder of tarballs or a git ref`
        : `--against ${reason}`,
      { cause },
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function ofTarballs(version: string, tarballs: readonly string[]): Surface {
  const folder = workFolder();
  try {
    const homes = tarballs.map((tarball, index) => {
      const home = join(folder, String(index));
      mkdirSync(home);
      execFileSync('tar', ['-xzf', tarball, '-C', home, '--strip-components=1']);
      return home;
    });
    const vectors = homes.find((home) => (readJson(join(home, 'package.json')) as Manifest).name.endsWith('/vectors'));
    const types = Object.fromEntries(homes.flatMap(declarationsOf));
    return {
      version,
      ...(vectors !== undefined && {
        ...protocolOf(join(vectors, 'schemas'), join(vectors, 'manifest.json')),
        ...httpOf(join(vectors, 'openapi.json')),
      }),
      ...(Object.keys(types).length > 0 && { types }),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function protocolOf(schemas: string, manifest: string): Pick<Surface, 'schemas' | 'registry' | 'vectors'> {
  const { registry, ...types } = Object.fromEntries(
    readdirSync(schemas)
      .filter((file) => file.endsWith('.json'))
      .map((file) => [file.slice(0, -'.json'.length), readJson(join(schemas, file))]),
  );
  return {
    schemas: Object.fromEntries(
      Object.entries(types as Record<string, JsonSchema>).map(([name, schema]) => {
        const { $id } = schema;
        return [name, { ...($id !== undefined && { $id }), ...withoutAnnotations(schema) }];
      }),
    ),
    registry: onlyCompared(registry as NonNullable<Surface['registry']>),
    vectors: (readJson(manifest) as { tests: Record<string, string> }).tests,
  };
}

function httpOf(openapi: string): Pick<Surface, 'http'> {
  // Some earlier versions have none.
  return existsSync(openapi) ? { http: readHttp(readJson(openapi)) } : {};
}

/** The parts of the registry that are compared: a snapshot need not keep the others. */
function onlyCompared(registry: NonNullable<Surface['registry']>): NonNullable<Surface['registry']> {
  // An earlier version may lack a part.
  const each = <T, R>(entries: Readonly<Record<string, T>> | undefined, keep: (entry: T) => R) =>
    Object.fromEntries(Object.entries(entries ?? {}).map(([name, entry]) => [name, keep(entry)]));
  return {
    types: registry.types.map(({ name, code, fields }) => ({
      name,
      code,
      fields: each(fields, ({ unit, code: own, absent, deprecated }) => ({
        ...(unit !== undefined && { unit }),
        ...(own !== undefined && { code: own }),
        ...(absent !== undefined && { absent }),
        ...(deprecated !== undefined && { deprecated }),
      })),
    })),
    signedFields: registry.signedFields,
    errorCodes: each(registry.errorCodes, ({ code, statusCode }) => ({ code, statusCode })),
    limits: each(registry.limits, ({ value, unit }) => ({ value, unit })),
    operations: registry.operations,
    rules: each(registry.rules, ({ code }) => ({ code })),
  };
}

/** The declarations of a package that its exports reach, without their comments. */
function declarationsOf(home: string): [name: string, Declarations][] {
  const { name, exports: targets } = readJson(join(home, 'package.json')) as Manifest;
  const exports = Object.fromEntries(
    Object.entries(targets ?? {})
      .filter(([, target]) => typeof target === 'string' && target.endsWith('.js'))
      .map(([subpath, target]) => [subpath, target.slice('./'.length).replace(/\.js$/, '.d.ts')]),
  );
  if (Object.keys(exports).length === 0) return [];
  const files: Record<string, string> = {};
  const pending = Object.values(exports);
  for (let path = pending.pop(); path !== undefined; path = pending.pop()) {
    if (path in files) continue;
    const file = join(home, path);
    if (!existsSync(file)) throw new Error(`${name}: ${path} is missing; build the packages first`);
    const text = readFileSync(file, 'utf8')
      .replace(/\/\*\*[^]*?\*\/\n?|^\s*\/\/.*\n/gm, '')
      .replace(/\n\s*\n/g, '\n');
    files[path] = text;
    for (const [, target = ''] of text.matchAll(/\b(?:from|import\()\s*['"](\.[^'"]*)\.js['"]/g)) {
      pending.push(posix.join(dirname(path), `${target}.d.ts`));
    }
  }
  return [[name, { exports, files: Object.fromEntries(Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1))) }]];
}

function workFolder(): string {
  return mkdtempSync(join(tmpdir(), 'ably-auth-breaking-'));
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}
