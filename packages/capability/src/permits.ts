import type { Capability } from '@ably-auth/validation';
import { grants, treeOf } from './internal/pattern-tree.js';
import { stepsOf } from './internal/pattern.js';
import { grantsOf } from './parse.js';

/**
 * Whether a capability permits an operation on a resource: one of its entries matches the resource and lists the
 * operation or `*`. Give it what parseCapability returned: any other object is read again at each call.
 *
 * What an entry matches:
 * - `foo:*:baz`: a segment `*` in the middle stands for exactly one segment; only a whole segment is a wildcard.
 * - `foo:*`: at the end it stands for zero or more segments, so `foo` matches too.
 * - `*`: every ordinary channel, no queue and no metachannel. `[meta]*`: every metachannel.
 * - `[*]foo`: `foo` under any qualifier and under none, so also the channel `foo` itself; `[*]*`: everything.
 * - Params are not part of the qualifier: `[?rewind=1]foo` is `foo`, `[filter=x]foo` is `[filter]foo`.
 * - An empty segment is a segment; `[]foo` is `foo`; a bracket that nothing closes is part of the name.
 *
 * @param capability capability
 * @param resource name of one channel, queue or metachannel, such as `foo:bar` or `[meta]log`; a `*` in it is no
 *   wildcard but a segment that only wildcards match. Whether the service takes such a name is not checked.
 * @param operation operation, such as `publish`; `*` asks for all
 * @throws {TypeError} if resource or operation is not a string
 * @throws {AblyAuthError} 40000 if the capability is not valid
 * @example
 * import { parseCapability, permits } from '@ably-auth/capability';
 * const capability = parseCapability('{"chat:*":["subscribe"],"[meta]log":["*"]}');
 * permits(capability, 'chat:room:1', 'subscribe'); // true
 * permits(capability, 'chat:room:1', 'publish'); // false
 * permits(capability, '[meta]log', 'history'); // true
 */
export function permits(capability: Capability, resource: string, operation: string): boolean {
  if (typeof resource !== 'string' || typeof operation !== 'string') {
    throw new TypeError('permits: resource and operation must be strings');
  }
  return grants(treeOf(grantsOf(capability)), { steps: stepsOf(resource), open: false }, [operation]);
}
