import { referenceAnswer } from './reference/answer.js';
import { serve } from './reference/serve.js';
import { SPOILERS } from './reference/spoilers.js';

// Our own adapter with a bug in one operation: node broken-adapter.js <operation>. It proves that the vectors see it.

const broken = process.argv[2] ?? '';

await serve(`ably-auth with a broken ${broken}`, async (operation, input) => {
  const answer = await referenceAnswer(operation, input);
  return operation === broken ? ((await SPOILERS[operation]?.(answer, input)) ?? answer) : answer;
});
