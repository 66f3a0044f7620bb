import { expect, it } from 'vitest';
import { fakeAdapter, fakeResult } from './fake-adapter.testing.js';
import { runAdapters } from './run-adapters.js';

it('runs what can be installed and reports the others with their reason', async () => {
  const missing = fakeAdapter({ name: 'ably-go', toolchain: [{ command: ['no-such-program-here'], needs: 'go' }] });
  const there = fakeAdapter();
  const asked: string[] = [];
  const reported: string[] = [];
  const runs = await runAdapters(
    [missing, there],
    10_000,
    ({ name }) => {
      asked.push(name);
      return Promise.resolve(fakeResult());
    },
    ({ adapter }) => reported.push(adapter.name),
  );
  expect(asked).toEqual(['ably-fake']);
  expect(reported).toEqual(['ably-go', 'ably-fake']);
  expect(runs[0]).toMatchObject({ notRun: 'no go on this machine' });
  expect(runs[1]).toMatchObject({ result: { version: '1.2.3' } });
});

it('reports a run that fails as an error, and goes on', async () => {
  const runs = await runAdapters(
    [fakeAdapter(), fakeAdapter({ name: 'ably-other' })],
    10_000,
    ({ name }) => (name === 'ably-fake' ? Promise.reject(new Error('died')) : Promise.resolve(fakeResult({ name }))),
    () => {},
  );
  expect(runs[0]).toMatchObject({ notRun: 'died', failed: true });
  expect(runs[1]).toMatchObject({ result: { name: 'ably-other' } });
});
