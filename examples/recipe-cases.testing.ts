import { readFileSync } from 'node:fs';

/** What a recipe signs. */
export type Params = {
  readonly ttl?: number;
  readonly capability?: Readonly<Record<string, readonly string[]>>;
  readonly clientId?: string;
};
type Input = { readonly key: string; readonly params?: object; readonly now?: number; readonly nonce?: string };
export type Case = {
  readonly id: string;
  readonly key: string;
  readonly params: Params;
  readonly expected: object | undefined;
};

/**
 * The vectors that a recipe can be asked: a capability as a structure, and no other members than those of its params.
 * Where a recipe takes timestamp and nonce as well, also those that say the whole request, its MAC included.
 */
export function casesOfVectors(takesNonce: boolean): Case[] {
  const url = new URL('../vectors/v1/create-token-request.json', import.meta.url);
  const { groups } = JSON.parse(readFileSync(url, 'utf8')) as {
    groups: {
      name: string;
      tests: { id: string; features?: string[]; input: Input; output?: object }[];
    }[];
  };
  const asked = new Set(['absent', 'capability-object', 'client-id', ...(takesNonce ? ['whole'] : [])]);
  return groups
    .filter(({ name }) => asked.has(name))
    .flatMap(({ tests }) =>
      tests
        .filter(({ features = [], output, input: { params = {} } }) => {
          const isFixed = features.length === 2;
          const isAsked = (features.length === 0 || isFixed) && (output !== undefined || hasControlCharacter(params));
          return isAsked && isTyped(params);
        })
        .map(({ id, input: { key, params = {}, now, nonce }, output }) => {
          const fixed = now === undefined ? {} : { timestamp: now, nonce };
          return { id, key, params: { ...params, ...fixed } as Params, expected: output };
        }),
    );
}

/** The one thing that a recipe refuses itself: the service refuses the rest. */
function hasControlCharacter(params: object): boolean {
  return 'clientId' in params && /[\0-\x1f\x7f]/.test(String(params.clientId));
}

function isTyped(params: object): boolean {
  return Object.entries(params).every(([member, value]) => {
    if (member === 'capability') return isCapability(value);
    return member === 'ttl' ? typeof value === 'number' : member === 'clientId' && typeof value === 'string';
  });
}

function isCapability(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.values(value).every((one) => Array.isArray(one));
}
