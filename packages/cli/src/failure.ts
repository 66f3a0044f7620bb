import { redactKeys, visible } from '@ably-auth/validation/internal';
import { CommanderError } from 'commander';
import { EXIT } from './exit-codes.js';
import { wrap } from './layout.js';
import type { Output } from './output.js';
import { readable } from './times.js';

/** The command line asks for something that cannot be done. */
export class UsageError extends Error {}

/** A service cannot start. */
export class NotStarted extends Error {}

/** A file, stdin or the key cannot be read. */
export class NotReadable extends Error {
  readonly remediation: string;
  /** Ably's error code, where one fits. */
  readonly code: number | undefined;

  constructor(message: string, remediation: string, code?: number) {
    super(message);
    this.remediation = remediation;
    this.code = code;
  }
}

/** What is printed of an error: the shape of `error` in JSON. */
export type PrintedError = {
  readonly message: string;
  readonly code?: number | undefined;
  readonly path?: string | undefined;
  readonly remediation?: string | undefined;
};

/** Prints what went wrong, for people or as JSON, and returns the exit code. */
export async function reportFailure(error: unknown, isJson: boolean, output: Output): Promise<number> {
  if (error instanceof CommanderError) {
    // Help and version end by an error too; commander has printed its own text for people.
    if (error.exitCode === 0) return EXIT.yes;
    // Its message quotes arguments, one of which may be a key in a wrong place.
    if (isJson) output.json({ error: { message: redactKeys(error.message.replace(/^error: /, '')) } });
    return EXIT.usage;
  }
  if (error instanceof UsageError) return print({ message: error.message }, EXIT.usage, isJson, output);
  if (error instanceof NotStarted) return print({ message: error.message }, EXIT.notStarted, isJson, output);
  if (error instanceof NotReadable) {
    const { message, code, remediation } = error;
    return print({ message, code, remediation }, EXIT.notReadable, isJson, output);
  }
  const { AblyAuthError } = await import('@ably-auth/validation');
  if (error instanceof AblyAuthError) {
    const printed = error.toJSON() as PrintedError;
    return print(isJson ? printed : madeVisible(printed), EXIT.no, isJson, output);
  }
  const message = error instanceof Error ? `${error.name}: ${error.message}` : 'a non-Error value was thrown';
  return print(
    { message, remediation: 'Report this problem: it is an error in ably-auth.' },
    EXIT.internalError,
    isJson,
    output,
  );
}

function print(error: PrintedError, exitCode: number, isJson: boolean, output: Output): number {
  if (isJson) output.json({ error });
  else output.problem(`${errorLines(error, output).join('\n')}\n`);
  return exitCode;
}

/** Text of others cannot write on the terminal: control characters are shown as what they are. */
function madeVisible(error: PrintedError): PrintedError {
  return {
    ...error,
    message: visible(readable(error.message)),
    ...(error.path === undefined ? {} : { path: visible(error.path) }),
  };
}

function errorLines({ message, code, path, remediation }: PrintedError, { errorPaint, width }: Output): string[] {
  const where = [code === undefined ? [] : `code ${code}`, path === undefined ? [] : `path ${path}`].flat();
  return [
    `${errorPaint.red('error:')} ${message}`,
    ...(where.length === 0 ? [] : [`  ${errorPaint.dim(where.join(', '))}`]),
    ...(remediation === undefined ? [] : wrap(remediation, width - 2).map((line) => `  ${line}`)),
  ];
}
