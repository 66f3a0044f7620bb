import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What a run writes below `os.tmpdir()`, in the tests and in the processes that they start, goes with it. */
export default function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'ably-auth-tests-'));
  process.env['TMPDIR'] = folder;
  return () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}
