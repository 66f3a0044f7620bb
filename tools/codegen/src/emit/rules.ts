import type { ErrorCodeEntry } from '@ably-auth/schemas/error-codes';
import { generatedFrom, type Emitter } from '../output.js';
import { ruleCode, ruleConstants } from '../rule-constants.js';
import { quote } from './constants.js';

const FOLDER = 'packages/validation/src/gen';

/** Limits, patterns and words of every value, as constants that the decoders read: one each, so that a bundler keeps what is used. */
export const rules: Emitter = {
  name: 'rules',
  folders: [FOLDER],
  emitShared(model) {
    const constants = [...ruleConstants(model).values()];
    const ofSchemas = constants.map(({ name, kind, text }) => `export const ${name}: ${kind} = ${text};\n`);
    const others = Object.entries(model.rules).map(([id, { code, expected, remediation }]) => {
      const errorCode = model.errorCodes[code] as ErrorCodeEntry;
      const name = id
        .replace(/([a-z])([A-Z])/g, '$1_$2')
        .replace('.', '_')
        .toUpperCase();
      return (
        `export const ${name}: Rule = {\n  id: ${quote(id)},\n  code: ${ruleCode(errorCode)},\n` +
        `  expected: ${quote(expected)},\n  fix: ${quote(remediation)},\n};\n`
      );
    });
    const kinds = [...new Set(['Rule', ...constants.map(({ kind }) => kind.replace(/<.*/, ''))])].sort();
    const text = [
      `// ${generatedFrom('schemas/src/registry.ts')}\n`,
      `import type { ${kinds.join(', ')} } from '../internal/rule.js';\n`,
      '\n// Rules of the schemas.\n\n',
      ofSchemas.join('\n'),
      '\n// Rules that no JSON Schema can say.\n\n',
      others.join('\n'),
    ].join('');
    return [{ path: `${FOLDER}/rules.ts`, text }];
  },
};
