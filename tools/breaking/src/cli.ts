#!/usr/bin/env node
import { writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { ROOT, runTool, updatePage } from '@ably-auth/checks/tool';
import { pendingChangesets } from '@ably-auth/release/working-copy';
import { ablyVersionsPage, readAblyVersions } from './ably-versions.js';
import { compare, typesWithOldId } from './compare.js';
import { isPublished, newestSnapshot, ofTree, readSurface, SNAPSHOTS } from './read-surface.js';
import { markdownReport, textReport } from './report.js';

const PAGE = 'docs/guide/ably-versions.md';

const HELP = `usage: npm run breaking -- [--against <version>] [--json | --markdown]
       npm run breaking -- --check
       npm run breaking -- --docs [--check]
       npm run breaking -- --snapshot <name>

  Compares schemas, registry, vectors, HTTP API and declared types of this tree with an earlier version, and says of
  each difference whom it breaks.

  --against <version>  a snapshot of ${SNAPSHOTS}, a tarball, a folder of tarballs or a git ref;
                       the newest snapshot by default
  --json, --markdown   print the report in that form
  --check              pass if there is no difference, or a changeset says so; every version but a draft counts as
                       published: a breaking difference from it also needs a new $id
  --docs               write ${PAGE}; with --check, fail where it is out of date
  --snapshot <name>    write ${SNAPSHOTS}/<name>.json from this tree

exit codes: 0 no breaking difference, 1 breaking differences, 2 wrong usage; with --check 0 passed, 1 failed`;

await runTool(
  HELP,
  {
    options: {
      against: { type: 'string', default: newestSnapshot(ROOT) },
      check: { type: 'boolean', default: false },
      docs: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      markdown: { type: 'boolean', default: false },
      snapshot: { type: 'string' },
    },
  },
  ({ values }) => {
    if (values.docs) {
      return updatePage(PAGE, ablyVersionsPage(readAblyVersions()), {
        isCheck: values.check,
        command: 'npm run breaking -- --docs',
      });
    }
    const now = ofTree(ROOT, 'this tree');
    if (values.snapshot !== undefined) {
      const file = join(ROOT, SNAPSHOTS, `${values.snapshot}.json`);
      writeFileSync(file, `${JSON.stringify({ ...now, version: values.snapshot }, undefined, 1)}\n`);
      console.log(`written ${relative(ROOT, file)}`);
      return 0;
    }
    const was = readSurface(ROOT, values.against);
    const comparison = compare(was, now);
    if (values.json) console.log(JSON.stringify(comparison, undefined, 2));
    else console.log(values.markdown ? markdownReport(comparison).trimEnd() : textReport(comparison));
    const isBroken = comparison.differences.some(({ breaking }) => breaking);
    if (!values.check) return isBroken ? 1 : 0;
    if (comparison.differences.length === 0) return 0;
    const failures = [
      ...(pendingChangesets(ROOT).length > 0 ? [] : ['no changeset says what changed: npm run changeset']),
      ...(isPublished(was.version)
        ? typesWithOldId(was, now, comparison.differences).map(
            (name) => `${name}: breaks ${was.version}, and needs a new $id`,
          )
        : []),
    ];
    for (const failure of failures) console.error(failure);
    return failures.length === 0 ? 0 : 1;
  },
);
