import { expect, it } from 'vitest';
import { startProgram } from './program.js';

const node = (script: string) => startProgram([process.execPath, '--eval', script], process.cwd());

it('asks a program for the time of each side and input, in the order of the calls', async () => {
  const program = node(`require('node:readline').createInterface({ input: process.stdin })
    .on('line', (line) => console.log(line === 'ours same 3' ? 30 : line === 'theirs other 2' ? 50 : -1))`);
  expect(await program.side('a', 'ours', 'same').time(3)).toBe(30);
  expect(await program.side('b', 'theirs', 'other').time(2)).toBe(50);
  await expect(program.side('a', 'ours', 'same').time(4)).rejects.toThrow('the CPU time of "ours same 4", got -1');
  program.close();
});

it.each([
  ['has ended', [process.execPath, '--eval', '']],
  ['is not there', ['no-such-program']],
])('says so when the program %s', async (_, command) => {
  const program = startProgram(command, process.cwd());
  await expect(program.side('a', 'ours', 'same').time(1)).rejects.toThrow('got undefined');
});
