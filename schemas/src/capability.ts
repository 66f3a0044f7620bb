import { capability } from './internal/shapes.js';
import { field } from './field.js';

/** What a token permits: operations by resource (TK2b). */
export const Capability = field(capability, {
  description:
    'What a token permits: for each resource the operations on it. Resources and operations stand in any order, a duplicate operation counts once, `*` stands alone in its list. The canonical text has the one order that is signed.',
  examples: [{ 'chat:*': ['publish', 'subscribe'], news: ['subscribe'] }],
  spec: ['TK2b', 'RSA9f'],
  since: '0.8',
});
