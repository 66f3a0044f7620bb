import { BAD_REQUEST } from '@ably-auth/validation/error-codes';
import type { Context } from './context.js';
import { readInput } from './input.js';

/** The text of a capability that an argument stands for; what is not JSON is refused with its place. */
export async function readCapability(argument: string | undefined, name: string, context: Context): Promise<string> {
  const text = await readInput(argument, { name }, context);
  await requireJson(text, name);
  return text;
}

/** Refuses the text of a capability that is not JSON, with its place. */
export async function requireJson(text: string, name: string): Promise<void> {
  try {
    JSON.parse(text);
  } catch {
    const { refuseOther } = await import('./parse-json.js');
    refuseOther(text, name, BAD_REQUEST);
  }
}
