#!/usr/bin/env node
import { fileURLToPath } from 'node:url';
import { registry } from '@ably-auth/schemas';
import { Command, Option } from 'commander';
import { findDifferences } from './check.js';
import { readText, staleFiles, writeAll } from './files.js';
import { generate } from './generate.js';
import { GeneratorError } from './generator-error.js';
import { buildModel } from './model.js';
import { table, type Row } from './report.js';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

type Flags = { readonly only?: string; readonly json?: boolean };

const program = new Command('npm run generate --')
  .description('Generates JSON Schema, types, validators, constants and reference pages from schemas/src.')
  .addHelpText('after', '\nExit codes: 0 done, 1 a schema cannot be generated or a file is out of date, 2 wrong usage.')
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2));

program
  .command('generate', { isDefault: true })
  .usage('[options]')
  .description('write every output that changed')
  .addOption(new Option('--only <Type>', 'the outputs of one type alone').choices(registry.map(({ name }) => name)))
  .option('--json', 'the report as JSON')
  .action((flags: Flags) => run(() => runGenerate(flags)));

program
  .command('check')
  .description('compare what is committed with what is generated, and write nothing')
  .option('--json', 'the differences as JSON')
  .action((flags: Flags) => run(() => runCheck(flags)));

async function runGenerate({ only, json }: Flags): Promise<number> {
  const outputs = await generate(await buildModel(ROOT), only);
  const rows: Row[] = outputs.map((output) => ({
    ...output,
    bytes: Buffer.byteLength(output.text),
    state: readText(ROOT, output.path) === output.text ? 'unchanged' : 'written',
  }));
  const removed = only === undefined ? staleFiles(ROOT, outputs) : [];
  writeAll(
    ROOT,
    rows.filter(({ state }) => state === 'written'),
    removed,
  );
  const totalMs = performance.now();
  if (json === true) {
    const report = { outputs: rows.map(({ text: _, ...row }) => row), removed, totalMs };
    console.log(JSON.stringify(report, undefined, 2));
  } else {
    console.log(table(rows, removed, totalMs));
  }
  return 0;
}

async function runCheck({ json }: Flags): Promise<number> {
  const differences = findDifferences(ROOT, await generate(await buildModel(ROOT)));
  if (json === true) {
    console.log(JSON.stringify(differences, undefined, 2));
  } else {
    for (const { path, line, committed, generated } of differences) {
      console.log(`${path}:${line} is out of date\n  committed: ${committed ?? ''}\n  generated: ${generated ?? ''}`);
    }
    console.log(differences.length === 0 ? 'generated files: up to date' : 'fix with: npm run generate');
  }
  return differences.length === 0 ? 0 : 1;
}

async function run(command: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await command();
  } catch (error) {
    if (!(error instanceof GeneratorError)) throw error;
    console.error(`${error.file}: ${error.reason}\nNothing was written.`);
    process.exitCode = 1;
  }
}

await program.parseAsync();
