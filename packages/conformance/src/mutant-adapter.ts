import { referenceAnswer } from './reference/answer.js';
import { serve } from './reference/serve.js';
import { mutantOf } from './reference/mutants.js';

// Our own adapter with a bug in one operation: node mutant-adapter.js <operation>. It proves that the vectors see it.

const broken = process.argv[2] ?? '';

await serve(`ably-auth with a broken ${broken}`, async (operation, input) => {
  const answer = await referenceAnswer(operation, input);
  return operation === broken ? mutantOf(operation)(answer, input) : answer;
});
