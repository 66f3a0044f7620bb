/** Code whose tests are measured. */
export type Target = {
  readonly name: string;
  /** The folder of the package: its tests have to find the mutants. */
  readonly folder: string;
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
    files: ['{authenticate,request-token,authorization-header}.ts'],
  },
];
