import { describe, expect, it } from 'vitest';
import { countByOperation } from './compatibility.js';
import { speakingAdapter } from './fake-adapter.testing.js';
import { runVectors } from './run-vectors.js';

const HMAC = `const { createHmac } = require('crypto');
  return { ok: true, output: { mac: createHmac('sha256', input.secret).update(input.text).digest('base64') } };`;
const WRONG = `return { ok: true, output: { mac: 'wrong' } };`;

describe('runVectors', () => {
  it('runs the operations that the adapter offers and leaves out the others', async () => {
    const result = await runVectors(speakingAdapter(HMAC, undefined));
    expect(result).toMatchObject({ name: 'ably-fake', version: '1.2.3', language: 'Fake 1' });
    const counts = countByOperation(result.tests);
    expect(Object.keys(counts)).toEqual(['mac']);
    expect(counts['mac']?.passed).toBeGreaterThan(10);
    expect(counts['mac']?.failed).toBe(0);
  });

  it('gives a difference its known cause', async () => {
    const causes = [{ tests: 'mac/*', path: '$.mac', cause: 'it does not even try' }];
    const { tests } = await runVectors(speakingAdapter(WRONG, causes));
    const [[difference]] = Object.values(tests).filter((outcome) => typeof outcome !== 'string') as [[unknown]];
    expect(difference).toMatchObject({ path: '$.mac', actual: 'wrong', cause: 'it does not even try' });
  });

  it('refuses an adapter that does not introduce itself', async () => {
    const silent = { ...speakingAdapter(HMAC, undefined), run: [process.execPath, '--eval', '0'] };
    await expect(runVectors(silent)).rejects.toThrow('ended with exit code 0');
  });
});
