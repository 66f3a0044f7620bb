import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadVectors, OPERATIONS, runConformance } from '@ably-auth/conformance';
import { runGenerated } from '@ably-auth/conformance/generate';
import { beforeAll, describe, expect, it } from 'vitest';
import { missingOf, runAll } from './commands.js';
import { readLanguages } from './language.js';

/** What only a client does. */
const CLIENT_OPERATIONS = new Set([
  'auth-response-kind',
  'auth-url-request',
  'forward-token-request',
  'revocation-request',
  'revocation-result',
  'token-params-query',
]);
const SEED = 14;
const GENERATED = 2000;

const languages = readLanguages(fileURLToPath(new URL('../../../languages', import.meta.url)));

it('finds packages in languages/', () => expect(languages).not.toEqual([]));

describe.each(languages)('$name', ({ folder, build, test, adapter, tools, lint, ...language }) => {
  const { analysis, packager = [], package: packaging } = language;
  const missing = missingOf({ ...language, folder });
  const reason = missing === undefined ? '' : ` (not run: no ${missing} on this machine)`;
  const prove = it.skipIf(missing !== undefined);
  /** Why linter, type checker and packager could not be installed. */
  let noTools: string | undefined;

  beforeAll(async () => {
    if (missing !== undefined) return;
    await runAll(build, folder);
    await runAll(tools, folder).catch((error: unknown) => (noTools = String(error)));
  });

  prove(`passes its own tests${reason}`, async ({ skip }) => {
    if (language.testsNeedTools === true && noTools !== undefined) skip(`not run: ${noTools}`);
    await runAll(test, folder);
  });

  prove(
    `passes every vector of its operations, code, path and rule too${reason}`,
    async () => {
      const report = await runConformance({
        command: adapter,
        cwd: folder,
        vectors: loadVectors(),
        strict: true,
        timeoutMs: 60_000,
        generate: (opened, hello) =>
          runGenerated(opened, hello, { operations: new Set(hello.operations), count: GENERATED, seed: SEED }),
      });
      expect(report.results.filter(({ status }) => status === 'failed')).toEqual([]);
      expect([...report.adapter.operations].sort()).toEqual(
        OPERATIONS.filter((operation) => !CLIENT_OPERATIONS.has(operation)).sort(),
      );
      expect(report.warnings).toEqual([]);
      for (const { operation, runs, failures } of report.generated) {
        expect({ operation, runs, failures, seed: SEED }).toEqual({
          operation,
          runs: GENERATED,
          failures: [],
          seed: SEED,
        });
      }
      expect(report.generated).not.toEqual([]);
    },
    900_000,
  );

  prove(`is clean for formatter, linter and type checker${reason}`, async ({ skip }) => {
    if (noTools !== undefined) skip(`not run: ${noTools}`);
    await runAll(lint, folder);
  });

  if (analysis !== undefined) {
    prove(`passes its static analysis${reason}`, async ({ skip }) => {
      await runAll(analysis.tools, folder).catch((error: unknown) => skip(`not run: ${String(error)}`));
      await runAll(analysis.commands, folder);
    });
  }

  prove(
    `builds, installs and signs as its registry would have it${reason}`,
    async ({ skip }) => {
      if (noTools !== undefined) skip(`not run: ${noTools}`);
      const noPackager = missingOf({ toolchain: packager, folder });
      if (noPackager !== undefined) skip(`not run: no ${noPackager} on this machine`);
      await runAll(packaging, folder);
      // Empty where a tag publishes.
      expect(existsSync(join(folder, '.cache/dist')), 'what a release publishes').toBe(true);
    },
    900_000,
  );
});
