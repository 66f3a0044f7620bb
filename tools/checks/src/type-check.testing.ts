import { spawnSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const TSC = fileURLToPath(new URL('../../../node_modules/typescript/bin/tsc', import.meta.url));

/**
 * Type-checks the files of a folder as a consumer would, strictly and as Node resolves.
 *
 * @param folder where the files are; what they import is looked up from there
 * @param options compiler options besides
 * @param compiler `bin/tsc` of another version of TypeScript
 * @returns the compiler's messages, by file name
 */
export function typeCheck(
  folder: string,
  options: Readonly<Record<string, unknown>>,
  compiler = TSC,
): Map<string, string[]> {
  const files = readdirSync(folder).filter((name) => /\.[mc]?ts$/.test(name));
  const compilerOptions = { module: 'nodenext', target: 'es2022', strict: true, noEmit: true, ...options };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files }));
  const { stdout, stderr, status } = spawnSync(process.execPath, [compiler, '-p', folder, '--pretty', 'false'], {
    cwd: folder,
    encoding: 'utf8',
  });
  const messages = new Map<string, string[]>();
  for (const line of stdout.split('\n').filter((text) => /^\S.*error TS/.test(text))) {
    const [, file = '', message = line] = /^(.*?)\((?:\d+,\d+)\): (.*)$/.exec(line) ?? [];
    messages.set(file, [...(messages.get(file) ?? []), message]);
  }
  if (status !== 0 && messages.size === 0) throw new Error(`tsc: ${stdout}${stderr}`);
  return messages;
}
