import { Argument, type Command } from 'commander';
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
    .addArgument(new Argument('<type>', 'name of the type').choices(TYPES))
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

/** The capability that a value is or holds. */
function capabilitiesIn(type: TypeName, value: unknown): (string | Capability)[] {
  const members = typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  const capability = type.startsWith('Capability') ? value : (members['capability'] ?? members['x-ably-capability']);
  const isText = typeof capability === 'string';
  return isText || (typeof capability === 'object' && capability !== null) ? [capability as Capability] : [];
}
