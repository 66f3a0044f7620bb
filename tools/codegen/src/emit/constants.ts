import { keywords } from '@ably-auth/schemas/field';
import { generatedFrom, type Emitter } from '../output.js';

const FOLDER = 'packages/validation/src/gen';

/** Error codes, limits, operations and spec points as typed constants, one a name, so that a bundler keeps what is used. */
export const constants: Emitter = {
  name: 'constants',
  folders: [FOLDER],
  emitShared({ errorCodes, limits, operations, signedFields, specPoints }) {
    const codes = Object.entries(errorCodes).map(
      ([name, { code, statusCode, meaning, remediation, source }]) =>
        `/** ${meaning}. Source: ${source}. */\n` +
        `export const ${name}: ErrorCode = {\n  code: ${code},\n  statusCode: ${statusCode},\n` +
        `  remediation: ${quote(remediation)},\n};\n`,
    );
    const numbers = Object.entries(limits).map(
      ([name, { value, unit, meaning, source }]) =>
        `/** ${meaning}. Unit: ${unit}. Source: ${source}. */\nexport const ${name} = ${grouped(value)};\n`,
    );
    const names = Object.entries(operations).map(([name, meaning]) => `  /** ${meaning}. */\n  ${quote(name)},\n`);
    const points = Object.entries(specPoints).map(([point, meaning]) => `  ${point}: ${quote(meaning)},\n`);
    return [
      file('error-codes', `import type { ErrorCode } from '../ably-auth-error.js';\n\n${codes.join('\n')}`),
      file('limits', numbers.join('\n')),
      file(
        'operations',
        `/** The operations that Ably's documentation lists. */\nexport const KNOWN_OPERATIONS = [\n${names.join('')}] as const;\n\n` +
          "/** An operation that Ably's documentation lists. */\nexport type KnownOperation = (typeof KNOWN_OPERATIONS)[number];\n\n" +
          '/** The name of an operation, or `*` for every operation; open, so that a new one needs no new release. */\n' +
          'export type Operation = KnownOperation | (string & {});\n',
      ),
      {
        path: `${FOLDER}/keywords.ts`,
        text:
          `// ${generatedFrom('schemas/src/field.ts')}\n` +
          '/** The closed list of ways in which a value can miss its schema: the JSON Schema keyword that it misses. */\n' +
          `export type Keyword = ${keywords.map(quote).join(' | ')};\n`,
      },
      {
        path: `${FOLDER}/signed-fields.ts`,
        text: signedFieldsText(signedFields),
      },
      file(
        'spec-points',
        `/** The points of Ably's feature specification that this project obeys. */\nexport const SPEC_POINTS = {\n${points.join('')}} as const;\n\n` +
          "/** A point of Ably's feature specification. */\nexport type SpecPoint = keyof typeof SPEC_POINTS;\n",
      ),
    ];
  },
};

function file(name: string, text: string) {
  return { path: `${FOLDER}/${name}.ts`, text: `// ${generatedFrom(`schemas/src/${name}.ts`)}\n${text}` };
}

/** The order of the sign text. */
function signedFieldsText(fields: readonly string[]): string {
  return [
    `// ${generatedFrom('schemas/src/token-request.ts')}`,
    '/** The fields that the MAC covers, in the order of the sign text (RSA9g). */',
    `export const SIGNED_FIELDS = ${JSON.stringify(fields)} as const;`,
    '',
    '/** A value for each signed field; an absent one is signed as the empty string. */',
    'export type Signable = { readonly [Name in (typeof SIGNED_FIELDS)[number]]?: string | number | undefined };',
    '',
  ].join('\n');
}

/** A TypeScript string literal in single quotes where that needs no escapes. */
export function quote(text: string): string {
  return /['\\\n]/.test(text) ? JSON.stringify(text) : `'${text}'`;
}

/** `86400000` as `86_400_000`. */
export function grouped(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, '_');
}
