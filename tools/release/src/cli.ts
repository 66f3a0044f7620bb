#!/usr/bin/env node
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';
import { ROOT, runTool, WrongUsage } from '@ably-auth/checks/tool';
import { packAll, type Packed } from '@ably-auth/checks/pack';
import { publishedFolders, setRepository } from './metadata.js';
import type { RecordedSizes, Sizes } from './sizes.js';
import { compile, pendingChangesets, workingCopy } from './working-copy.js';
import { applyChangesets, versionOf } from './versions.js';
import {
  checkMetadata,
  checkSizes,
  measure,
  packLanguages,
  SIZES,
  tryPublish,
  writeChecksums,
  writeSbom,
  type Finding,
} from './steps.js';

const OUT = join(ROOT, 'dist-release');

const HELP = `usage: npm run release -- --dry-run [--only-npm] [--json]
       npm run release -- --publish
       npm run release -- --apply-changesets
       npm run release -- --record-sizes
       npm run release -- --set-repository <address>

  Makes of this tree what a release publishes, in dist-release: tarballs, packages of other languages,
  changelogs, a CycloneDX bill of materials and checksums; checks metadata, licences, sizes and what npm says.

  --dry-run         with the versions and changelogs that the waiting changesets will give; changes nothing else, and
                    ends with 0 if all that is left to do is to set the address of the repository
  --publish         publish the last commit, with every changeset applied in it
  --apply-changesets
                    write into this tree the version that the waiting changesets give, in all languages, and changelogs
  --record-sizes    write ${SIZES} from this tree, and drop its notes
  --set-repository  write the address of the repository into every package.json
  --only-npm        without the packages of other languages, which need their toolchains
  --json            print the report as JSON

exit codes: 0 done, 1 a finding keeps it from being published, 2 wrong usage`;

type Report = {
  readonly packages: readonly { readonly name: string; readonly version: string; readonly files: number }[];
  readonly sizes: Sizes;
  readonly findings: readonly Finding[];
};

/** Makes everything in `dist-release`, and checks it. */
async function make(folder: string, withLanguages: boolean): Promise<{ report: Report; packages: readonly Packed[] }> {
  rmSync(OUT, { recursive: true, force: true });
  mkdirSync(OUT);
  const packages = packAll(folder, OUT);
  const sizes = await measure(folder, packages);
  const sbom = join(OUT, 'sbom.cdx.json');
  const languages = withLanguages ? await packLanguages(folder) : { files: [], findings: [] };
  for (const file of languages.files) cpSync(file, join(OUT, basename(file)));
  const findings = [
    ...checkMetadata(folder, publishedFolders(folder)),
    ...packages.flatMap(tryPublish),
    ...writeSbom(packages, packages[0]?.manifest.version ?? '', sbom),
    ...checkSizes(folder, sizes),
    ...languages.findings,
  ];
  writeFileSync(join(OUT, 'CHANGELOG.md'), changelogsOf(folder));
  const made = [
    ...packages.map(({ tarball }) => tarball),
    ...languages.files.map((file) => join(OUT, basename(file))),
    sbom,
  ];
  writeChecksums(made, OUT);
  const listed = packages.map(({ manifest: { name, version }, files }) => ({ name, version, files: files.length }));
  return { report: { packages: listed, sizes, findings }, packages };
}

/** Applies the changesets that wait to this tree, and to its lock file. */
function applyHere(): number {
  applyChangesets(ROOT);
  execFileSync('npm', ['install', '--package-lock-only', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  console.log(`version ${versionOf(ROOT)}: see git status`);
  return 0;
}

/** The changelogs of all packages, one after the other. */
function changelogsOf(folder: string): string {
  const files = publishedFolders(folder).map((name) => join(folder, name, 'CHANGELOG.md'));
  return files
    .filter((file) => existsSync(file))
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');
}

async function recordSizes(folder: string): Promise<number> {
  const into = join(folder, 'tarballs');
  mkdirSync(into);
  const recorded: RecordedSizes = { sizes: await measure(folder, packAll(folder, into)), notes: {} };
  writeFileSync(join(ROOT, SIZES), `${JSON.stringify(recorded, undefined, 2)}\n`);
  console.log(`written ${SIZES}`);
  return 0;
}

/** Publishes one tarball; npm makes its provenance where the CI offers an identity. */
function publish(tarball: string): void {
  execFileSync('npm', ['publish', tarball], { stdio: 'inherit' });
}

function textOf({ packages, sizes, findings }: Report): string {
  const recorded = JSON.parse(readFileSync(join(ROOT, SIZES), 'utf8')) as RecordedSizes;
  const rows = packages.map(({ name, version, files }) => {
    const parts = ['tarball', 'bundle'].flatMap((part) => {
      const [now, before] = [sizes[`${name} ${part}`], recorded.sizes[`${name} ${part}`]];
      return now === undefined ? [] : [`${part} ${now}${before === undefined ? '' : ` (${change(before, now)})`}`];
    });
    return `  ${`${name}@${version}`.padEnd(32)} ${String(files).padStart(4)} files  ${parts.join(', ')}`;
  });
  const ends = findings.length === 0 ? ['No findings.'] : findings.map(({ step, message }) => `${step}: ${message}`);
  return [`Made in ${relative(ROOT, OUT)}:`, ...rows, ...ends].join('\n');
}

function change(before: number, now: number): string {
  const percent = ((now - before) / before) * 100;
  return `${percent < 0 ? '' : '+'}${percent.toFixed(1)} %`;
}

await runTool(
  HELP,
  {
    options: {
      'dry-run': { type: 'boolean', default: false },
      publish: { type: 'boolean', default: false },
      'apply-changesets': { type: 'boolean', default: false },
      'record-sizes': { type: 'boolean', default: false },
      'set-repository': { type: 'string' },
      'only-npm': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  },
  async ({ values }) => {
    if (values['set-repository'] !== undefined) {
      for (const folder of setRepository(ROOT, values['set-repository'])) console.log(`written ${folder}/package.json`);
      return 0;
    }
    const chosen = [values['dry-run'], values.publish, values['record-sizes'], values['apply-changesets']].filter(
      Boolean,
    );
    if (chosen.length !== 1) {
      throw new WrongUsage(HELP);
    }
    if (values['apply-changesets']) return applyHere();
    const temporary = mkdtempSync(join(tmpdir(), 'ably-auth-release-'));
    // npm names the bill of materials after the folder.
    const folder = join(temporary, 'ably-auth');
    try {
      const source = values.publish ? 'HEAD' : undefined;
      workingCopy(ROOT, folder, source);
      const isPending = pendingChangesets(folder).length > 0;
      if (values.publish && isPending) {
        console.error('changesets are waiting: npm run release -- --apply-changesets, and commit what it writes');
        return 1;
      }
      if (values['dry-run'] && isPending) applyChangesets(folder);
      compile(folder, source ?? 'the working tree');
      if (values['record-sizes']) return await recordSizes(folder);
      const { report, packages } = await make(folder, !values['only-npm']);
      console.log(values.json ? JSON.stringify(report, undefined, 2) : textOf(report));
      const stopping = report.findings.filter(({ message }) => values.publish || !message.includes('--set-repository'));
      if (stopping.length > 0) return 1;
      if (values.publish) for (const { tarball } of packages) publish(tarball);
      return 0;
    } finally {
      rmSync(temporary, { recursive: true });
    }
  },
);
