import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { TOKEN_TEXT_MAX_BYTES } from '@ably-auth/validation/limits';
import type { Context } from './context.js';
import { NotReadable, UsageError } from './failure.js';

/** How an argument is described in --help. */
export const INPUT_HELP = 'JSON text, a file, or - for stdin';

/** INVALID_REQUEST_BODY, whose own remediation is about requests. */
const TOO_LARGE = 40001;

/** What is to be read, and what the argument may be. */
export type InputOptions = {
  /** Names it in messages: `capability`. */
  readonly name: string;
  /**
   * Whether an argument that is neither JSON text nor a file is the text itself; `token` if it must then be a token,
   * a JWT or an API key, each of which has a dot.
   */
  readonly mayBeText?: boolean | 'token';
};

/** What nobody would call a token, and everybody a file. */
const LIKE_A_PATH = /^(~|\.{1,2})?[/\\][^\s{]*$|^[^\s{]+\.(json|txt|jwt|token|log)$/i;

/**
 * The text that an argument stands for: JSON text is itself, `-` or nothing is stdin, anything else a file.
 * 128 KiB at most are read (RSA4f). No message quotes the argument: it may be a token.
 */
export async function readInput(
  argument: string | undefined,
  { name, mayBeText = false }: InputOptions,
  { io }: Context,
): Promise<string> {
  if (argument === undefined || argument === '-') return readStdin(argument, name, io.stdin);
  if (/^\s*[{["]/.test(argument)) return bounded(argument, name);
  if (await isFile(argument)) return readFile(argument, name);
  const isMissingFile = LIKE_A_PATH.test(argument) || (mayBeText === 'token' && /^[^\s.]+$/.test(argument));
  if (mayBeText !== false && isMissingFile) {
    throw new NotReadable(`${name}: no such file`, 'Correct its path, or give the text itself or - to read stdin.');
  }
  if (mayBeText !== false) return bounded(argument, name);
  throw new NotReadable(
    `${name}: expected JSON text or a file that exists`,
    'Give JSON text in quotes, the name of a file, or - to read stdin.',
  );
}

/** The text of a file. */
export async function readFile(path: string, name: string): Promise<string> {
  // One byte more than allowed distinguishes a file of the limit from a larger one.
  return collect(createReadStream(path, { end: TOKEN_TEXT_MAX_BYTES }), name);
}

function readStdin(argument: string | undefined, name: string, stdin: Context['io']['stdin']): Promise<string> {
  if (stdin === undefined || (argument === undefined && stdin.isTTY === true)) {
    throw new UsageError(`${name}: nothing was given; give ${INPUT_HELP}`);
  }
  if (spent.has(stdin)) throw new UsageError(`${name}: stdin was read already, and can be given once`);
  spent.add(stdin);
  return collect(stdin, name);
}

/** What was read to its end. */
const spent = new WeakSet<object>();

async function isFile(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    // A long token is not the name of a file; a file without permission is.
    return (error as NodeJS.ErrnoException).code === 'EACCES';
  }
}

async function collect(source: AsyncIterable<Uint8Array | string>, name: string): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of source) {
      const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
      size += bytes.length;
      if (size > TOKEN_TEXT_MAX_BYTES) throw tooLarge(name);
      chunks.push(bytes);
    }
  } catch (error) {
    if (error instanceof NotReadable) throw error;
    const { code = 'unknown reason' } = error as NodeJS.ErrnoException;
    throw new NotReadable(`${name}: cannot be read (${code})`, 'Give the name of a file that you may read.');
  }
  return decode(Buffer.concat(chunks), name);
}

function decode(bytes: Uint8Array, name: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new NotReadable(
      `${name}: not UTF-8 text`,
      'Save it as UTF-8; `>` of Windows PowerShell 5 writes UTF-16.',
      TOO_LARGE,
    );
  }
}

function bounded(text: string, name: string): string {
  if (Buffer.byteLength(text) > TOKEN_TEXT_MAX_BYTES) throw tooLarge(name);
  return text;
}

function tooLarge(name: string): NotReadable {
  return new NotReadable(
    `${name}: over ${TOKEN_TEXT_MAX_BYTES} bytes`,
    'No service takes a request or a token that large: look whether this is the right file.',
    TOO_LARGE,
  );
}
