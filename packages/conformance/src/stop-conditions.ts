import type { Reply } from './adapter.js';

// An adapter that fails in the same way again and again takes hours to the last test, and tells nothing more.

const MAX_IN_ROW = { timeout: 5, start: 3, ended: 20, output: 20 } as const;

const WORDS = {
  timeout: 'did not answer in time',
  start: 'could not be started again',
  ended: 'ended without an answer',
  output: 'printed something other than an answer',
} as const;

/** Watches the replies of one run: returns why it should stop, or undefined. */
export function watchReplies(): (reply: Reply) => string | undefined {
  let [last, count] = ['', 0];
  return (reply) => {
    const failure = 'failure' in reply ? reply.failure : '';
    count = failure === last ? count + 1 : 1;
    last = failure;
    return failure !== '' && count >= MAX_IN_ROW[failure]
      ? `the adapter ${WORDS[failure]} ${count} times in a row`
      : undefined;
  };
}
