/** Code whose tests are measured. */
export type Target = {
  readonly name: string;
  /** The sources, as globs from the root. */
  readonly mutate: readonly string[];
  /** The folders whose tests have to find the mutants. */
  readonly tests: readonly string[];
};

const NO_TESTS = ['!**/*.test.ts', '!**/*.testing.ts'];

const sourcesOf = (name: string) => [`packages/${name}/src/**/*.ts`, ...NO_TESTS];

/** Everything that `npm run mutants` knows; each by itself, since a run takes from ten minutes to an hour. */
export const targets: readonly Target[] = [
  { name: 'capability', mutate: sourcesOf('capability'), tests: ['packages/capability'] },
  { name: 'core', mutate: sourcesOf('core'), tests: ['packages/core'] },
  { name: 'jwt', mutate: sourcesOf('jwt'), tests: ['packages/jwt'] },
  {
    name: 'decoder',
    mutate: [
      'packages/validation/src/{decode,json-text}.ts',
      'packages/validation/src/internal/{base64,collections,decoding,duplicate-member,length,options,path,unusual}.ts',
    ],
    tests: ['packages/validation'],
  },
  {
    name: 'request-path',
    mutate: ['packages/server/src/{authenticate,request-token,authorization-header}.ts'],
    tests: ['packages/server'],
  },
];
