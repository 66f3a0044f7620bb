const NO_TESTS = ['!**/*.test.ts', '!**/*.testing.ts'];
const sourcesOf = (name) => [`packages/${name}/src/**/*.ts`, ...NO_TESTS];
/** Everything that `npm run mutants` knows; each by itself, since a run takes from ten minutes to an hour. */
export const targets = [
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
