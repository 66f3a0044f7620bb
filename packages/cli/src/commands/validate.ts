import { Argument, InvalidArgumentError, type Command } from 'commander';
import type { Capability } from '@ably-auth/validation';
import { visible } from '@ably-auth/validation/internal';
import type { Context } from '../context.js';
import { EXIT } from '../exit-codes.js';
import { INPUT_HELP, readInput } from '../input.js';
import { rowLines } from '../layout.js';
import { addExample, addJsonOption, type JsonOption } from '../options.js';
import { TYPES, type TypeName } from '../types.js';
import { warnOfUnknown } from '../unknown-operations.js';

/** `ably-auth validate`: whether JSON text has the form of a type. */
export function addValidate(program: Command, context: Context): void {
  const command = program
    .command('validate')
    .description('check JSON text against a type of the protocol, strictly, as one builds it')
    .addArgument(new Argument('<type>', 'name of the type').choices(TYPES).argParser(readType))
    .argument('[value]', INPUT_HELP);
  addJsonOption(command);
  addExample(command, [`ably-auth validate TokenParams '{"ttl":0}'  # exit code 1`]);
  command.action(async (type: TypeName, argument: string | undefined, { json }: JsonOption) => {
    const text = await readInput(argument, { name: type }, context);
    const validation = await import('@ably-auth/validation');
    const { parseJson } = await import('../parse-json.js');
    const value = parseJson(text, type);
    const result = validation[`validate${type}`](value);
    context.end(result.ok ? EXIT.yes : EXIT.no);
    const { output } = context;
    await warnOfUnknown(capabilitiesIn(type, value), output);
    const { paint, width } = output;
    if (json) output.json(result.ok ? { ok: true, type } : { ok: false, type, issues: result.issues });
    else if (result.ok) output.lines([`${paint.green('✓')} ${type}: valid`]);
    else {
      output.lines([
        `${paint.red('✗')} ${type}: not valid`,
        ...rowLines(
          result.issues.map(({ path, message, code }) => [visible(path), `${message} (${code})`] as const),
          { width, paint: paint.bold },
        ),
      ]);
    }
  });
}

/** The name of a type; near ones are suggested. */
function readType(given: string): TypeName {
  const type = TYPES.find((name) => name === given);
  if (type !== undefined) return type;
  const near = TYPES.filter((name) => name.toLowerCase().includes(given.toLowerCase().replace(/s$/, '')));
  throw new InvalidArgumentError(
    near.length > 0 ? `Did you mean ${near.join(' or ')}?` : `Allowed choices are ${TYPES.join(', ')}.`,
  );
}

/** The capability that a value is or holds. */
function capabilitiesIn(type: TypeName, value: unknown): (string | Capability)[] {
  const members = typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  const capability = type.startsWith('Capability') ? value : (members['capability'] ?? members['x-ably-capability']);
  const isText = typeof capability === 'string';
  return isText || (typeof capability === 'object' && capability !== null) ? [capability as Capability] : [];
}
