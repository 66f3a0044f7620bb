import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { npm, type Packed } from '@ably-auth/checks/pack';
import { missingOf, runAll } from '@ably-auth/languages/commands';
import { readLanguages } from '@ably-auth/languages/language';
import { expectedMetadata, readManifest, repositoryAddress, addressIn } from './metadata.js';
import { licenceFindings, type Sbom } from './sbom.js';
import { bundleSize, sizeFindings, type RecordedSizes, type Sizes } from './sizes.js';

/** Something that keeps a release from being published. */
export type Finding = { readonly step: string; readonly message: string };

const finding = (step: string) => (message: string) => ({ step, message });

/** Where the sizes of the last release are kept. */
export const SIZES = 'tools/release/sizes.json';

/** What each package.json lacks that npm shows or provenance needs. */
export function checkMetadata(root: string, folders: readonly string[]): Finding[] {
  const address = addressIn(readManifest(root, '.'));
  const unset = 'the address of the repository is not set: npm run release -- --set-repository <address>';
  const wrong = folders.flatMap((folder) => {
    const manifest = readManifest(root, folder);
    const others = Object.entries(expectedMetadata(address, folder)).filter(
      ([name, value]) => JSON.stringify(manifest[name]) !== JSON.stringify(value),
    );
    const names = [...others.map(([name]) => name), ...(Array.isArray(manifest['keywords']) ? [] : ['keywords'])];
    return names.length === 0 ? [] : [`${folder}/package.json: ${names.join(', ')} missing or not of this repository`];
  });
  return [...(repositoryAddress(root) === undefined ? [unset] : []), ...wrong].map(finding('metadata'));
}

/** Runs `npm publish --dry-run` on a tarball: anything that npm warns of is a finding. */
export function tryPublish({ manifest, tarball }: Packed): Finding[] {
  const { status, stderr } = spawnSync('npm', ['publish', '--dry-run', tarball], { encoding: 'utf8' });
  // Whether this machine is logged in says nothing of the package.
  const lines = stderr
    .split('\n')
    .filter((line) => /^npm (warn publish|error)/.test(line) && !line.includes('requires you to be logged in'));
  if (lines.length === 0 && status !== 0) lines.push(`npm publish --dry-run ended with ${status}`);
  return lines.map((line) => `${manifest.name}: ${line}`).map(finding('publish'));
}

/** Writes the bill of materials of what somebody who installs all packages gets, and checks the licences in it. */
export function writeSbom(packages: readonly Packed[], version: string, file: string): Finding[] {
  const temporary = mkdtempSync(join(tmpdir(), 'ably-auth-sbom-'));
  // npm names the bill of materials after the folder.
  const folder = join(temporary, 'ably-auth-packages');
  try {
    mkdirSync(folder);
    const dependencies = Object.fromEntries(
      packages.map(({ manifest, tarball }) => [manifest.name, `file:${tarball}`]),
    );
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'ably-auth-packages', version, dependencies }));
    npm(folder, 'install', '--package-lock-only', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline');
    const text = npm(folder, 'sbom', '--sbom-format', 'cyclonedx', '--sbom-type', 'library', '--package-lock-only');
    writeFileSync(file, text);
    return licenceFindings(JSON.parse(text) as Sbom).map(finding('licences'));
  } finally {
    rmSync(temporary, { recursive: true });
  }
}

/** The sizes of tarballs, and of the bundles of those packages that run in browsers. */
export async function measure(root: string, packages: readonly Packed[]): Promise<Sizes> {
  const sizes: Record<string, number> = {};
  for (const { folder, manifest, tarball } of packages) {
    sizes[`${manifest.name} tarball`] = statSync(tarball).size;
    if (BUNDLED.has(folder)) {
      sizes[`${manifest.name} bundle`] = await bundleSize(join(root, folder, 'dist/index.js'));
    }
  }
  return sizes;
}

/** Packages that web applications and edge workers bundle. */
const BUNDLED = new Set(
  ['validation', 'capability', 'core', 'jwt', 'client', 'server', 'explain'].map((name) => `packages/${name}`),
);

/** What has grown since the last release. */
export function checkSizes(root: string, now: Sizes): Finding[] {
  const recorded = JSON.parse(readFileSync(join(root, SIZES), 'utf8')) as RecordedSizes;
  return sizeFindings(recorded, now).map(finding('sizes'));
}

/** Builds the packages of other languages as each says in its `language.json`, and returns what they made. */
export async function packLanguages(root: string): Promise<{ files: string[]; findings: Finding[] }> {
  const [files, findings]: [string[], Finding[]] = [[], []];
  for (const language of readLanguages(join(root, 'languages'))) {
    const { name, folder, tools, package: commands } = language;
    try {
      const missing = missingOf(language);
      if (missing !== undefined) throw new Error(`it needs ${missing}`);
      await runAll([...tools, ...commands], folder);
      const made = join(folder, '.cache/dist');
      files.push(...readdirSync(made).map((file) => join(made, file)));
    } catch (error) {
      findings.push({ step: 'languages', message: `${name}: ${(error as Error).message}` });
    }
  }
  return { files, findings };
}

/** Writes `SHA256SUMS` beside files, as `sha256sum --check` reads it. */
export function writeChecksums(files: readonly string[], folder: string): void {
  const lines = files.map((file) => {
    const sum = createHash('sha256').update(readFileSync(file)).digest('hex');
    return `${sum}  ${basename(file)}\n`;
  });
  writeFileSync(join(folder, 'SHA256SUMS'), lines.sort().join(''));
}
