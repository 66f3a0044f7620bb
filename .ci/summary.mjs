// `node .ci/summary.mjs <results folder>`: adds up the runs, each `<name>.json` of vitest and `<name>.code`, its exit
// code. The last line is `N passed, N failed`; the exit code is 1 if anything failed.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** The first lines of a failure, indented. */
const excerpt = (text) =>
  text
    .split('\n')
    .slice(0, 12)
    .map((line) => `    ${line.slice(0, 200)}`)
    .join('\n');

const [folder = '.'] = process.argv.slice(2);
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.code'))
  .map((file) => file.replace('.code', ''));
let [passed, failed] = [0, 0];
for (const name of names) {
  const report = join(folder, `${name}.json`);
  const files = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')).testResults : [];
  const tests = files.flatMap(({ assertionResults }) => assertionResults);
  for (const { status, fullName } of tests) {
    if (status !== 'passed' && status !== 'failed') console.log(`not run: ${name}: ${fullName}`);
  }
  // Said again at the end, since what reads a log often keeps its last lines alone.
  for (const file of files) {
    const place = relative(process.cwd(), file.name);
    for (const { status, fullName, failureMessages } of file.assertionResults) {
      if (status === 'failed')
        console.log(`failed: ${name}: ${place}: ${fullName}\n${excerpt(failureMessages.join('\n'))}`);
    }
    if (file.status === 'failed' && file.message) console.log(`failed: ${name}: ${place}\n${excerpt(file.message)}`);
  }
  // A file that does not load has no tests: it counts once, as does anything else that made the run fail.
  const broken = files.filter(
    (file) => file.status === 'failed' && file.assertionResults.every((test) => test.status !== 'failed'),
  );
  const failures = tests.filter(({ status }) => status === 'failed').length + broken.length;
  const isFailed = readFileSync(join(folder, `${name}.code`), 'utf8').trim() !== '0';
  if (isFailed) console.log(`failed: ${name}`);
  passed += tests.filter(({ status }) => status === 'passed').length;
  failed += Math.max(failures, isFailed ? 1 : 0);
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
