import type { TypeModel } from '../model.js';
import { fileName, generatedFrom, type Emitter } from '../output.js';
import { checkOf } from '../validator-code.js';

const FOLDER = 'packages/validation/src/gen/validate';

/** Validators: straight-line TypeScript without dependencies. */
export const validators: Emitter = {
  name: 'validator',
  folders: [FOLDER],
  emitType(type, model) {
    const { body, imports, patterns, codes, members } = checkOf(type, model);
    const { name } = type;
    const text = [
      `// ${generatedFrom(type.file)}`,
      ...importLines(imports, codes, patterns, type),
      '',
      ...(members.length === 0 ? [] : [`const MEMBERS = [${members.map((member) => `'${member}'`).join(', ')}];`]),
      '',
      `/** Adds to the issues what keeps a value from being well-formed as ${name}. */`,
      `export function check${name}(value: unknown, path: string, issues: Issue[]): void {`,
      ...body,
      '}',
      '',
      '/**',
      ` * Tells whether a value is well-formed as ${name}, and what is wrong with it if it is not.`,
      ' *',
      ' * @param value anything; it is not changed, and none of its getters is run',
      ' */',
      `export const validate${name}: Validator<${name}> = /* #__PURE__ */ validator(check${name});`,
      '',
      '/**',
      ` * Gives the value back as ${name}.`,
      ' *',
      ' * @param value anything',
      ` * @throws {AblyAuthError} with every issue, if it is not well-formed`,
      ' */',
      `export function assert${name}(value: unknown): ${name} {`,
      `  return valueOf(validate${name}(value), '${name}');`,
      '}',
      '',
      '/**',
      ` * Whether a value is well-formed as ${name}.`,
      ' *',
      ' * @param value anything',
      ' */',
      `export function is${name}(value: unknown): value is ${name} {`,
      `  return validate${name}(value).ok;`,
      '}',
      '',
    ].join('\n');
    return { path: `${FOLDER}/${fileName(name)}.ts`, text };
  },
};

/** Where each name comes from that the checks may use. */
const SOURCES: readonly (readonly [string, readonly string[]])[] = [
  ['../../error-from-issues.js', ['valueOf']],
  ['../../internal/fault.js', ['addFaults', 'fault', 'isFull', 'unknownMember']],
  ['../../internal/length.js', ['isLonger', 'isShorter']],
  ['../../internal/path.js', ['entryPath']],
  ['../../internal/read.js', ['isPlainArray', 'isPlainObject', 'ownValue']],
];

function importLines(
  used: ReadonlySet<string>,
  codes: ReadonlySet<string>,
  patterns: ReadonlySet<string>,
  type: TypeModel,
): string[] {
  const lines = SOURCES.flatMap(([from, names]) => {
    const wanted = names.filter((name) => used.has(name) || name === 'valueOf');
    return wanted.length === 0 ? [] : [`import { ${wanted.join(', ')} } from '${from}';`];
  });
  if (patterns.size > 0) lines.push(`import { ${[...patterns].sort().join(', ')} } from '../patterns.js';`);
  lines.push(
    `import { ${[...codes].sort().join(', ')} } from '../error-codes.js';`,
    "import type { Issue } from '../../issue.js';",
    "import { type Validator, validator } from '../../standard-schema.js';",
    `import type { ${type.name} } from '../types/${fileName(type.name)}.js';`,
  );
  for (const name of used) {
    if (!SOURCES.some(([, names]) => names.includes(name)))
      lines.push(`import { ${name} } from './${fileName(name.slice('check'.length))}.js';`);
  }
  return lines;
}
