import { capability, operation, resource } from './internal/shapes.js';
import { field } from './field.js';

/** One operation of a capability; open, so that a new operation of the service needs no new release. */
export const Operation = field(operation, {
  description:
    'The name of an operation, or `*` for every operation. Unknown names are kept; the service refuses them.',
  examples: ['publish', 'subscribe', '*'],
  spec: ['TK2b'],
  since: '0.8',
});

/** The name or pattern that a capability grants operations on. */
export const Resource = field(resource, {
  description:
    'A channel name or pattern with an optional qualifier in brackets. Segments are separated by colons; a whole segment `*` is a wildcard.',
  examples: ['news', 'chat:*', '[meta]*', '[*]*'],
  spec: ['TK2b'],
  since: '0.8',
});

/** What a token permits: operations by resource (TK2b). */
export const Capability = field(capability, {
  description:
    'What a token permits: for each resource the operations on it. Operations are a set; `*` stands alone in its list. Order has no meaning here: it lives in the canonical text.',
  examples: [{ 'chat:*': ['publish', 'subscribe'], news: ['subscribe'] }],
  spec: ['TK2b', 'RSA9f'],
  since: '0.8',
});

/** A capability as a caller writes it: any order, duplicates allowed (TK2b). */
export const CapabilityInput = field(capability, {
  description:
    'A capability as a caller writes it: resources and operations in any order, a duplicate operation counts once.',
  examples: [{ news: ['subscribe', 'history', 'subscribe'] }],
  spec: ['TK2b', 'RSA9f'],
  since: '0.8',
});
