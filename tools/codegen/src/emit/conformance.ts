import { generatedFrom, type Emitter } from '../output.js';

const FOLDER = 'packages/conformance/src/gen';

/** What the vectors can ask of an adapter, as the runner knows it. */
export const conformance: Emitter = {
  name: 'conformance',
  folders: [FOLDER],
  emitShared({ vectorFiles, vectorFeatures }) {
    const named = (wanted: string) => vectorFiles.filter(({ tier }) => tier === wanted).map(({ name }) => name);
    const text = [
      `// ${generatedFrom('schemas/src/vector-operations.ts')}`,
      '/** What an adapter can be asked to do, by who needs it. */',
      `export const OPERATIONS_BY_TIER = ${JSON.stringify({ sdk: named('sdk'), library: named('library') })} as const;`,
      '',
      '/** The features that an adapter can have; tests that need another are never asked. */',
      `export const FEATURES = ${JSON.stringify(vectorFeatures)} as const;`,
      '',
    ];
    return [{ path: `${FOLDER}/operations.ts`, text: text.join('\n') }];
  },
};
