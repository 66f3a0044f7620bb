import { describe, expect, it } from 'vitest';
import { withoutChance } from './without-chance.js';

const now = 1_800_000_000_000;
const mac = 'sYkCH0Un+WgzI7/Nhy0BoQIKq9HmjKynCRs4E3qAbGQ=';

describe('withoutChance', () => {
  it('hides what another run would show otherwise', () => {
    const text = `{"nonce":"5598813762850998","timestamp":1800000003600,"mac":"${mac}"} 1800003600000.25 at 127.0.0.1:40123`;
    expect(withoutChance(text, '{}', now)).toBe(
      '{"nonce":"<nonce>","timestamp":<time near the present>,"mac":"<mac>"} <time near the present> at 127.0.0.1:<port>',
    );
  });

  it('keeps what the test itself gave, and other times', () => {
    const text = `{"nonce":"0123456789abcdef","timestamp":1750000000000,"mac":"${mac}"}`;
    expect(withoutChance(text, text, now)).toBe(text);
  });

  it('hides the folders of this machine in what a crash says, and nowhere else', () => {
    const crash =
      "crashed: refused: Error: Failed opening '/home/me/sdk/src/Models/A.php' (include_path='.:/usr/share/php')";
    expect(withoutChance(crash, '{}', now)).toBe(
      "crashed: refused: Error: Failed opening '…/A.php' (include_path='.:…/php')",
    );
    const path = '{"path":"/keys/appId.keyId/requestToken"}';
    expect(withoutChance(path, '{}', now)).toBe(path);
  });

  it('cuts a long text between characters, and says how long it was', () => {
    const cut = withoutChance('😀'.repeat(1000), '{}', now);
    expect(cut.endsWith('😀… (1000 characters)')).toBe(true);
    expect(Array.from(cut).length).toBeLessThan(450);
  });
});
