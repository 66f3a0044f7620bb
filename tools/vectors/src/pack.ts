import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, posix } from 'node:path';
import { gzipSync } from 'node:zlib';
import { tar, type Entry } from './tar.js';

export type Packed = { readonly file: string; readonly bytes: number };

/**
 * Packs vectors and JSON Schemas for teams that use neither Node nor our code: an npm package, and the same files as a
 * plain tarball with its SHA-256.
 *
 * @param root root of the repository
 * @param out folder for the packages
 */
export function pack(root: string, out: string): Packed[] {
  mkdirSync(out, { recursive: true });
  const stage = mkdtempSync(join(tmpdir(), 'ably-auth-vectors-'));
  try {
    for (const part of ['package.json', 'README.md', 'manifest.json', 'v1']) {
      cpSync(join(root, 'vectors', part), join(stage, part), { recursive: true });
    }
    cpSync(join(root, 'LICENSE'), join(stage, 'LICENSE'));
    cpSync(join(root, 'schemas/json'), join(stage, 'schemas'), { recursive: true });
    const { version } = JSON.parse(readFileSync(join(stage, 'package.json'), 'utf8')) as { version: string };

    const [npm] = JSON.parse(
      execFileSync('npm', ['pack', '--json', '--pack-destination', out], {
        cwd: stage,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      }),
    ) as [{ filename: string; size: number }];
    const name = `ably-auth-vectors-${version}`;
    const archive = gzipSync(tar(entriesOf(stage, name)), { level: 9 });
    archive[9] = 0xff; // the header names the system that packed; nobody needs to know
    writeFileSync(join(out, `${name}.tar.gz`), archive);
    // The form that `sha256sum --check` reads.
    const sum = `${createHash('sha256').update(archive).digest('hex')}  ${name}.tar.gz\n`;
    writeFileSync(join(out, `${name}.tar.gz.sha256`), sum);
    return [
      { file: join(out, npm.filename), bytes: npm.size },
      { file: join(out, `${name}.tar.gz`), bytes: archive.length },
      { file: join(out, `${name}.tar.gz.sha256`), bytes: sum.length },
    ];
  } finally {
    rmSync(stage, { recursive: true });
  }
}

function entriesOf(folder: string, name: string): Entry[] {
  return readdirSync(folder, { withFileTypes: true })
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((file) => {
      const from = join(folder, file.name);
      const to = posix.join(name, file.name);
      return file.isDirectory() ? entriesOf(from, to) : [{ path: to, content: readFileSync(from) }];
    });
}
