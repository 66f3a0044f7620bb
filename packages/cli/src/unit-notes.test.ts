import { expect, it } from 'vitest';
import { NOW, runWithKey } from './program.testing.js';
import { unitNotes } from './unit-notes.js';

const TTL_NOTE = 'The ttl of 3600 ms is 3.6 seconds: was it given in seconds in place of ms?';
const TIMESTAMP_NOTE = 'The timestamp 1750000000 is 1970-01-21T06:06:40.000Z: was it given in seconds in place of ms?';
const flat = (text: string) => text.replaceAll(/\s+/g, ' ');

it.each([['explain'], ['inspect'], ['verify', '--now', '1750000000']])(
  '%s notes seconds in place of ms, and refuses nothing for it',
  async (...command) => {
    const { stdout: signed } = await runWithKey(['sign', '--ttl', '3600', '--timestamp', '1750000000']);
    const now = command.includes('inspect') ? ['--now', '1750000000'] : [];
    const people = await runWithKey([...command, ...now], signed);
    expect(people.exitCode).toBe(0);
    expect(flat(people.stdout)).toContain(`· ${TTL_NOTE} · ${TIMESTAMP_NOTE}`);
    const json = await runWithKey([...command, ...now, '--json'], signed);
    const { notes } = JSON.parse(json.stdout) as { notes: string[] };
    expect(notes.slice(0, 2)).toEqual([TTL_NOTE, TIMESTAMP_NOTE]);
  },
);

it('notes nothing from a minute and from 2001 on, nor what is refused anyway', () => {
  expect(unitNotes({ ttl: 60_000, timestamp: NOW })).toEqual([]);
  expect(unitNotes({ ttl: 59_999, timestamp: Date.UTC(2001) })).toHaveLength(1);
  expect(unitNotes({ ttl: -1, timestamp: -1 })).toEqual([]);
  expect(unitNotes({})).toEqual([]);
});
