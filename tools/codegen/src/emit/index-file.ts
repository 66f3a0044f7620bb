import { fileName, generatedFrom, type Emitter } from '../output.js';

/** What `@ably-auth/validation` exports of the generated types and validators. */
export const indexFile: Emitter = {
  name: 'index',
  folders: ['packages/validation/src/gen'],
  emitShared({ types }) {
    const lines = types.flatMap(({ name, callables, isPart }) => {
      const file = fileName(name);
      return [
        `export type { ${[name, ...Object.values(callables).map(({ type }) => type)].join(', ')} } from './types/${file}.js';`,
        ...(isPart ? [] : [`export { assert${name}, validate${name} } from './decode/${file}.js';`]),
      ];
    });
    lines.push("export type { KnownOperation, Operation } from './operations.js';");
    const text = `// ${generatedFrom('schemas/src/registry.ts')}\n${lines.join('\n')}\n`;
    return [{ path: 'packages/validation/src/gen/index.ts', text }];
  },
};
