import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, type ParseArgsConfig } from 'node:util';

// What the command lines of the tools share.

/** The root of the repository. */
export const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** The tool is called wrongly. */
export class WrongUsage extends Error {}

/**
 * Runs the command line of a tool: prints its help, or what went wrong, and sets the exit code, which is 2 where it is
 * called wrongly.
 */
export async function runTool<const Config extends ParseArgsConfig>(
  help: string,
  config: Config,
  main: (parsed: ReturnType<typeof parseArgs<Config>>) => number | Promise<number>,
): Promise<void> {
  try {
    const isHelp = process.argv.slice(2).some((argument) => ['--help', '-h'].includes(argument));
    if (isHelp) console.log(help);
    else process.exitCode = await main(parseArgs(config));
  } catch (error) {
    console.error((error as Error).message);
    const isParsing = (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS') === true;
    process.exitCode = isParsing || error instanceof WrongUsage ? 2 : 1;
  }
}

/** Writes a page of the repository, or only says whether it is as it was written last. */
export function updatePage(path: string, text: string, { isCheck, command }: { isCheck: boolean; command: string }) {
  const file = join(ROOT, path);
  const isCurrent = existsSync(file) && readFileSync(file, 'utf8') === text;
  if (isCheck && !isCurrent) console.error(`${path} is out of date: ${command}`);
  if (isCheck || isCurrent) return isCurrent ? 0 : 1;
  writeFileSync(file, text);
  console.log(`written ${path}`);
  return 0;
}
