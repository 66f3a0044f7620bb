import { expect, it } from 'vitest';
import { readChannelName } from './channel-name.js';

it.each([
  ['room', 'room'],
  ['[?rewind=1]room', 'room'],
  ['[rewind=1]room', '[rewind]room'],
  ['[meta]log', '[meta]log'],
  ['[meta?a=b]log', '[meta]log'],
  ['[]log', 'log'],
  ['[=?]log', 'log'],
  ['[a]][b]log', '[a]][b]log'],
  ['[open', '[open'],
  ['[open?a=b', '[open?a=b'],
])('%s stands for %s', (name, channel) => {
  expect(readChannelName(name)).toBe(channel);
});

// Work that grew with the square of the length would keep this busy for minutes, past the time a test has.
it.each(['[', '[?', '[='])('refuses a long name that begins with %s at once', (start) => {
  expect(() => readChannelName(start + 'a'.repeat(200_000))).toThrow(expect.objectContaining({ code: 40010 }));
});
