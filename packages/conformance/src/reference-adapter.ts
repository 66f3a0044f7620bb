import { referenceAnswer } from './reference/answer.js';
import { serve } from './reference/serve.js';

// The adapter for our own packages: node reference-adapter.js

await serve('ably-auth', referenceAnswer);
