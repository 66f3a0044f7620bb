import { AblyAuthError, type TokenParams } from '@ably-auth/validation';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readAnswer } from './auth-response.js';
import { authUrlRequest, type AuthUrlOptions, type AuthUrlRequest } from './auth-url-request.js';
import { authResponseKind, readRevocationResult, revocationRequest, tokenParamsQuery } from './wire.js';

// The answers of the vectors come from an oracle that shares no code with this package.

type Test = {
  readonly id: string;
  readonly input: unknown;
  readonly output?: unknown;
  readonly error?: { readonly code: number };
};

/** How the answers to one operation are compared. */
type Operation = { readonly run: (input: never) => unknown; readonly shape?: (output: never) => unknown };

const operations: Readonly<Record<string, Operation>> = {
  'token-params-query': { run: ({ params }: { params: TokenParams }) => ({ query: tokenParamsQuery(params) }) },
  'auth-url-request': {
    run: ({ tokenParams = {}, ...options }: AuthUrlOptions & { tokenParams?: TokenParams }) =>
      authUrlRequest(options, tokenParams),
    shape: decoded,
  },
  'auth-response-kind': {
    run: ({ contentType, text }: { contentType: string; text: string }) => ({
      kind: authResponseKind(contentType, text),
    }),
  },
  'forward-token-request': {
    run: ({ text }: { text: string }) => {
      const answer = readAnswer('application/json', text);
      return { body: JSON.parse(answer.kind === 'token-request' ? answer.text : 'null') as unknown };
    },
  },
  'revocation-request': {
    run: ({ key, targets, options }: { key: string; targets: []; options?: object }) =>
      revocationRequest(key, targets, options),
  },
  'revocation-result': {
    run: ({ text }: { text: string }) => ({ result: readRevocationResult(text) }),
    shape: ({ result }: { result: unknown }) => JSON.parse(JSON.stringify(result, known)) as unknown,
  },
};

describe.each(Object.entries(operations))('%s', (operation, { run, shape = (output) => output }) => {
  it.each(testsOf(operation).map((test) => [test.id, test] as const))('%s', (_, { input, output, error }) => {
    if (error !== undefined) {
      expect(() => run(input as never)).toThrow(expect.objectContaining({ code: error.code }) as AblyAuthError);
      return;
    }
    expect(shape(run(input as never) as never)).toEqual(shape(output as never));
  });
});

function testsOf(operation: string): Test[] {
  const file = new URL(`../../../vectors/v1/${operation}.json`, import.meta.url);
  const { groups } = JSON.parse(readFileSync(file, 'utf8')) as { groups: { tests: Test[] }[] };
  return groups.flatMap(({ tests }) => tests);
}

/** Query and form as sorted pairs, since their order says nothing. */
function decoded({ method, url, headers, body }: AuthUrlRequest): unknown {
  const { origin, pathname, search } = new URL(url);
  const pairs = (text: string) => [...new URLSearchParams(text)].sort((a, b) => (a.join('=') < b.join('=') ? -1 : 1));
  return { method, headers, place: origin + pathname, query: pairs(search), form: body === null ? null : pairs(body) };
}

/** Whether members that are not known yet are kept is not checked. */
function known(name: string, value: unknown): unknown {
  return ['requestId', 'count', 'hint'].includes(name) ? undefined : value;
}
