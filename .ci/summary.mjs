// Adds up what `.ci/run` noted in a folder: of each run `<name>.json` of vitest and `<name>.code`, its exit code, and
// `<name>-again.json` of the test files that failed and were run once more.
//
//   node .ci/summary.mjs <folder>                prints what failed and what was not run; the last line is
//                                                `N passed, N failed`, the exit code 1 if anything failed
//   node .ci/summary.mjs <folder> --again <name> prints the test files of a run that are worth another try
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

const [folder = '.', option, only = ''] = process.argv.slice(2);

/** The test files of a run. A file that does not load has no tests, and counts as one. */
function filesOf(name) {
  const report = join(folder, `${name}.json`);
  if (!existsSync(report)) return [];
  return JSON.parse(readFileSync(report, 'utf8')).testResults.map((file) => {
    const tests = file.assertionResults.map(({ fullName, status, failureMessages = [] }) => ({
      fullName,
      status,
      message: failureMessages.join('\n'),
    }));
    const isBroken = file.status === 'failed' && tests.every(({ status }) => status !== 'failed');
    if (isBroken) tests.push({ fullName: 'loads', status: 'failed', message: file.message ?? '' });
    return { path: relative(process.cwd(), file.name), tests };
  });
}

/** A counter-example that a property test found is an error however often it is not found again. */
const isFinal = ({ status, message }) => status === 'failed' && message.includes('Property failed after');
const hasFailed = ({ status }) => status === 'failed';
const excerpt = (text) =>
  text
    .split('\n')
    .filter((line) => !line.includes('/node_modules/'))
    .slice(0, 8)
    .map((line) => `    ${line.slice(0, 200)}`)
    .join('\n');

function worthAnotherTry(name) {
  const failed = filesOf(name).filter(({ tests }) => tests.some(hasFailed));
  // More than a few are not an accident of a busy machine.
  return failed.length > 3 || failed.some(({ tests }) => tests.some(isFinal)) ? [] : failed.map(({ path }) => path);
}

function summarise() {
  let [passed, failed] = [0, 0];
  const names = readdirSync(folder).flatMap((file) => /^(.*)\.code$/.exec(file)?.[1] ?? []);
  for (const name of names) {
    const again = new Map(
      filesOf(`${name}-again`).flatMap(({ path, tests }) => tests.map((test) => [`${path} ${test.fullName}`, test])),
    );
    let [failures, recovered] = [0, 0];
    for (const { path, tests } of filesOf(name)) {
      for (const test of tests) {
        const { fullName, status, message } = test;
        if (status === 'passed') passed++;
        else if (!hasFailed(test)) console.log(`not run: ${name}: ${fullName}`);
        else if (again.get(`${path} ${fullName}`)?.status === 'passed') {
          recovered++;
          passed++;
          console.log(
            `UNSTABLE: ${name}: ${path}: ${fullName}: failed, and passed when run again\n${excerpt(message)}`,
          );
        } else {
          failures++;
          console.log(`failed: ${name}: ${path}: ${fullName}\n${excerpt(message)}`);
        }
      }
    }
    const isFailed = readFileSync(join(folder, `${name}.code`), 'utf8').trim() !== '0';
    if (isFailed && failures === 0 && recovered === 0) {
      console.log(`failed: ${name}`);
      failures = 1;
    }
    failed += failures;
  }
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
}

if (option === '--again') console.log(worthAnotherTry(only).join('\n'));
else summarise();
