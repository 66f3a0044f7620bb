import { EXIT } from './exit-codes.js';
import { loadVectors } from './load-vectors.js';
import type { Surroundings } from './surroundings.js';
import { selfTest } from './self-test.js';

/** `ably-auth conformance self-test`: answers the exit code. */
export async function selfTestCommand(directory: string | undefined, { stdout }: Surroundings): Promise<number> {
  const results = await selfTest(loadVectors(directory), ({ operation, tests, won, caught, ok }) => {
    const broken = caught === undefined ? 'not run: our packages do not have it' : `broken adapter fails ${caught}`;
    stdout.write(`${ok ? 'ok  ' : 'FAIL'} ${operation.padEnd(24)} ${won} of ${tests} won, ${broken}\n`);
  });
  const faults = results.filter(({ ok }) => !ok);
  const notRun = results.filter(({ caught }) => caught === undefined).length;
  stdout.write(
    faults.length === 0
      ? `the vectors hold${notRun === 0 ? '' : `; ${notRun} operations not run`}\n`
      : `the vectors do not hold: ${faults.map(({ operation }) => operation).join(', ')}\n`,
  );
  return faults.length === 0 ? EXIT.won : EXIT.failed;
}
