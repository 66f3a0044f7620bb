/** Code whose tests are measured. */
export type Target = {
  readonly name: string;
  readonly folder: string;
  /** The tests that have to find the mutants, as a glob from `src`; all of the package if left out. */
  readonly tests?: string;
  /** Which of its sources, as globs from `src`; all of them if left out. */
  readonly files?: readonly string[];
};

/** Everything that `npm run mutants` knows; each by itself, since a run takes from ten minutes to an hour. */
export const targets: readonly Target[] = [
  { name: 'capability', folder: 'packages/capability' },
  { name: 'core', folder: 'packages/core' },
  { name: 'jwt', folder: 'packages/jwt' },
  {
    name: 'decoder',
    folder: 'packages/validation',
    files: [
      '{decode,json-text}.ts',
      'internal/{base64,collections,decoding,duplicate-member,length,options,path,unusual}.ts',
    ],
  },
  {
    name: 'request-path',
    folder: 'packages/server',
    files: ['{authenticate,keys,principal,request-token}.ts'],
    // Sockets, Redis and sealing take most of the time of this package's tests, and look at other code;
    // grants.property counts its cases, which are fewer here.
    tests:
      '{authenticate,create-token-service,decisions,introspect,keys,keys.property,options,principal,' +
      'refusals,refused-request.property,request-token,revocations.property,revoke-tokens}.test.ts',
  },
];
