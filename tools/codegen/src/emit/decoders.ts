import { decoderOf } from '../decoder-code.js';
import type { TypeModel } from '../model.js';
import { fileName, generatedFrom, type Emitter } from '../output.js';

const FOLDER = 'packages/validation/src/gen/decode';

/** Decoders: the members of each type read in a straight line, their rules as data. */
export const decoders: Emitter = {
  name: 'decoder',
  folders: [FOLDER],
  emitType(type, model) {
    const { body, uses, rules, choice } = decoderOf(type, model);
    const { name, isPart } = type;
    const reader = choice && `read${choice.type}`;
    const text = [
      `// ${generatedFrom(type.file)}`,
      ...importLines(uses, rules, type, choice !== undefined),
      '',
      ...(choice === undefined
        ? [
            `/** Decodes a value as ${name}. */`,
            `export function decode${name}(at: Decoding, path: string, raw: unknown): ${name} | undefined {`,
            ...body,
            '}',
          ]
        : [
            `const readTextOr${choice.type}: Read<NonNullable<${name}['${choice.member}']>> = (at, path, raw) => ${choice.expression};`,
            '',
            `/** Decodes a value as ${name}. */`,
            `export const decode${name}: Read<${name}> = (at, path, raw) => decode${name}With(at, path, raw, readTextOr${choice.type});`,
            '',
            `/** The same, where the caller says what becomes of the ${choice.member}. */`,
            `export function decode${name}With<T>(at: Decoding, path: string, raw: unknown, ${reader}: Read<T>): With<${name}, '${choice.member}', T> | undefined {`,
            ...body.map((line) => line.replace(`{} as ${name}`, `{} as With<${name}, '${choice.member}', T>`)),
            '}',
          ]),
      ...(isPart ? [] : faces(type)),
      '',
    ].join('\n');
    return { path: `${FOLDER}/${fileName(name)}.ts`, text };
  },
};

function faces({ name }: TypeModel): string[] {
  return [
    '',
    '/**',
    ` * Checks a value as ${name}: a fresh value, or every issue.`,
    ' *',
    ' * @param value anything; it is not changed, and each member is read once',
    ' */',
    `export const validate${name}: Validator<${name}> = /* #__PURE__ */ validator(decode${name});`,
    '',
    '/**',
    ` * Returns the value as a fresh ${name}.`,
    ' *',
    ' * @param value anything',
    ' * @throws {AblyAuthError} with every issue, if it is not valid',
    ' */',
    `export function assert${name}(value: unknown): ${name} {`,
    `  return valueOf(validate${name}(value), '${name}');`,
    '}',
  ];
}

/** Where each helper comes from that a decoder may use. */
const SOURCES: readonly (readonly [string, readonly string[]])[] = [
  ['collections', ['anyObject', 'either', 'list', 'map', 'textLists', 'textMap', 'texts']],
  ['decoding', ['callable', 'choice', 'flag', 'integer', 'keep', 'nested', 'object', 'text', 'unlisted']],
  ['unusual', ['unknownMember']],
];

function importLines(
  uses: ReadonlySet<string>,
  rules: ReadonlySet<string>,
  { name, isPart, callables }: TypeModel,
  hasChoice: boolean,
): string[] {
  const lines = SOURCES.flatMap(([file, names]) => {
    const wanted = names.filter((each) => uses.has(each));
    if (file === 'decoding') {
      wanted.unshift('type Decoding');
      if (hasChoice) wanted.push('type Read', 'type With');
    }
    return wanted.length === 0 ? [] : [`import { ${wanted.join(', ')} } from '../../internal/${file}.js';`];
  });
  const types = [name, ...Object.values(callables).map(({ type }) => type)].join(', ');
  lines.push(
    `import { ${[...rules].sort().join(', ')} } from '../rules.js';`,
    `import type { ${types} } from '../types/${fileName(name)}.js';`,
  );
  if (!isPart) lines.unshift("import { validator, valueOf, type Validator } from '../../decode.js';");
  for (const used of uses) {
    if (!used.startsWith('decode')) continue;
    lines.push(`import { ${used} } from './${fileName(used.slice('decode'.length))}.js';`);
  }
  return lines;
}
