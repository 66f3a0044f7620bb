import { expect, it } from 'vitest';
import { spanNote, timeNote, wholeNumber } from './notes.js';

const NOW = 1_750_000_000_000;

it.each(['1e3', '0x10', ' 5 ', '1.5', '', 'soon'])('does not take %j for a number', (text) => {
  expect(wholeNumber(text)).toBe(text);
  expect(spanNote(text)).toBe('');
});

it('says a span and a time in words, and asks where they look like seconds', () => {
  expect(spanNote('3600000')).toBe('60 minutes.');
  expect(spanNote('3600')).toBe('3.6 seconds. Was it meant in seconds? This field is in milliseconds.');
  expect(timeNote(String(NOW - 86_400_000), NOW)).toBe('2025-06-14T15:06:40.000Z (24 hours ago).');
  expect(timeNote('1750000000', NOW)).toContain('1970-01-21');
  expect(timeNote('1750000000', NOW)).toContain('Was it meant in seconds?');
  expect(timeNote('9'.repeat(16), NOW)).toBe('');
});
