#!/usr/bin/env node
import { Command, Option } from 'commander';
import { checks } from './checks.js';
import { listOf, textReport, type Result } from './report.js';
import { ROOT } from './tool.js';
import { openTree } from './tree.js';

type Flags = { readonly only?: string; readonly json?: boolean; readonly root: string };

const program = new Command('node tools/checks/dist/cli.js')
  .description('Checks what no linter of this repository can check.')
  .addOption(new Option('--only <check>', 'run one check').choices(checks.map(({ name }) => name)))
  .option('--json', 'print the findings as JSON')
  .option('--root <folder>', 'the working tree to check', ROOT)
  .addHelpText('after', `\nChecks:\n${listOf(checks)}\n\nExit codes: 0 no issues, 1 issues found, 2 wrong usage.`)
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))
  .parse();

const { only, json, root } = program.opts<Flags>();
const tree = openTree(root);
const results: Result[] = checks
  .filter(({ name }) => only === undefined || name === only)
  .map((check) => ({ check: check.name, ...check.run(tree) }));
console.log(json === true ? JSON.stringify(results, undefined, 2) : textReport(results));
process.exitCode = results.some(({ issues }) => issues.length > 0) ? 1 : 0;
