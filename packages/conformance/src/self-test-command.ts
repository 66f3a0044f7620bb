import { EXIT, type Environment } from './environment.js';
import { loadVectors } from './load-vectors.js';
import { selfTest } from './self-test.js';

/** `ably-auth conformance self-test`: returns the exit code. */
export async function selfTestCommand(directory: string | undefined, { stdout }: Environment): Promise<number> {
  const results = await selfTest(loadVectors(directory), ({ operation, tests, passed, caught, ok }) => {
    const broken = caught === undefined ? 'not run: our packages do not have it' : `broken adapter fails ${caught}`;
    stdout.write(`${ok ? 'ok  ' : 'FAIL'} ${operation.padEnd(24)} ${passed} of ${tests} passed, ${broken}\n`);
  });
  const wrong = results.filter(({ ok }) => !ok);
  const notRun = results.filter(({ caught }) => caught === undefined).length;
  stdout.write(
    wrong.length === 0
      ? `the vectors hold${notRun === 0 ? '' : `; ${notRun} operations not run`}\n`
      : `the vectors do not hold: ${wrong.map(({ operation }) => operation).join(', ')}\n`,
  );
  return wrong.length === 0 ? EXIT.passed : EXIT.failed;
}
