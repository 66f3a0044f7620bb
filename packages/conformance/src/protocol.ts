import { jsonLine } from './json-lines.js';
import type { Json, JsonObject, RefusalError, Vector } from './vector.js';

// The lines between runner and adapter: newline-delimited I-JSON (RFC 7493) over stdin and stdout.

/** The version of the protocol that this runner speaks. */
export const PROTOCOL = 1;

/** How an adapter names itself. */
export type Hello = {
  /** Name of the SDK. */
  readonly sdk: string;
  readonly version: string;
  /** Language and its version. */
  readonly language: string;
  readonly operations: readonly string[];
  readonly features: readonly string[];
};

/** What an adapter answered to a test. */
export type Answer =
  | { readonly ok: true; readonly output: JsonObject }
  | { readonly ok: false; readonly error: RefusalError }
  | { readonly unsupported: true };

/** A line that does not answer what was asked: what the adapter did instead, in words that follow "the adapter". */
export class ProtocolError extends Error {}

export const HELLO_LINE = jsonLine({ type: 'hello', protocol: PROTOCOL });

export function testLine({ id, operation, input }: Pick<Vector, 'id' | 'operation' | 'input'>): string {
  return jsonLine({ type: 'test', id, operation, input });
}

/** Reads the answer to the hello. */
export function readHello(line: string): Hello {
  const { type, protocol, sdk, version, language, operations, features = [] } = readLine(line);
  if (type !== 'hello') throw new ProtocolError(`answered the hello with ${quote(line)}`);
  if (protocol !== PROTOCOL) throw new ProtocolError(`speaks protocol ${JSON.stringify(protocol)}, not ${PROTOCOL}`);
  if (!isText(sdk) || !isText(version) || !isText(language)) {
    throw new ProtocolError(`must give sdk, version and language as strings in its hello, gave ${quote(line)}`);
  }
  if (!isTexts(operations)) {
    throw new ProtocolError(`must list its operations as strings in its hello, gave ${shown(operations)}`);
  }
  if (!isTexts(features)) {
    throw new ProtocolError(`must list its features as strings in its hello, gave ${shown(features)}`);
  }
  return { sdk, version, language, operations, features };
}

/** Why an adapter is not asked a test; undefined if it is. */
export function whatIsLacking(
  { operation, features }: Pick<Vector, 'operation' | 'features'>,
  hello: Hello,
): string | undefined {
  if (!hello.operations.includes(operation)) return `no operation ${operation}`;
  const feature = features.find((one) => !hello.features.includes(one));
  return feature === undefined ? undefined : `no feature ${feature}`;
}

/** Reads the answer to a test. */
export function readAnswer(line: string, id: string): Answer {
  const { id: answered, ok, output, error, unsupported } = readLine(line);
  if (answered !== id) {
    const what = answered === undefined ? 'without an id' : `test ${shown(answered)}`;
    throw new ProtocolError(`answered ${what} where ${id} was asked: give one answer per test, in order`);
  }
  if (unsupported === true) return { unsupported };
  if (ok === true && isObject(output)) return { ok, output };
  if (ok === false) return { ok, error: readError(error) };
  throw new ProtocolError(
    `answered ${quote(line)}: expected "ok": true with an "output" object, "ok": false, or "unsupported": true`,
  );
}

function readError(error: Json | undefined): RefusalError {
  const { code, path, rule, reason, message, crash } = isObject(error) ? error : {};
  return {
    ...(typeof code === 'number' ? { code } : {}),
    ...(isText(path) ? { path } : {}),
    ...(isText(rule) ? { rule } : {}),
    ...(isText(reason) ? { reason } : {}),
    ...(isText(message) ? { message } : {}),
    ...(typeof crash === 'boolean' ? { crash } : {}),
  };
}

function readLine(line: string): JsonObject {
  let value: Json;
  try {
    value = JSON.parse(line) as Json;
  } catch {
    throw new ProtocolError(
      `printed a line that is not JSON: ${quote(line)}; stdout is for answers, print logs to stderr`,
    );
  }
  if (!isObject(value)) throw new ProtocolError(`printed a line that is not a JSON object: ${quote(line)}`);
  return value;
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isText(value: Json | undefined): value is string {
  return typeof value === 'string';
}

function isTexts(value: Json | undefined): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function shown(value: Json | undefined): string {
  return value === undefined ? 'nothing' : quote(JSON.stringify(value));
}

/** The line, or its beginning. */
function quote(line: string): string {
  return line.length > 200 ? `${line.slice(0, 200)}…` : line;
}
