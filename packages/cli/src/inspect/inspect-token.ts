import { extractEmbeddedToken } from '@ably-auth/jwt';
import { NOTHING_FOUND, notChecked, type Inspection, type Means } from './inspection.js';
import { inspectJwt } from './inspect-jwt.js';
import { timeOf } from './inspect-request.js';

/** A JWT: signed (three parts) or encrypted (five); its header is an object, so it begins with `{"`. */
const JWT_SHAPED = /^eyJ[\w-]*\.[\w-]*\.[\w-]*(\.[\w-]*\.[\w-]*)?$/;

/** A token: an Ably JWT, a JWT that carries a token, or an opaque Ably token. */
export async function inspectToken(token: string, means: Means): Promise<Inspection> {
  if (!JWT_SHAPED.test(token)) return opaque(token);
  const embedded = extractEmbeddedToken(token);
  if (embedded === undefined) return inspectJwt(token, means);
  const { place, outerExpires } = embedded;
  return {
    ...NOTHING_FOUND,
    kind: 'JWT with an embedded token',
    fields: { 'carried in': place === 'header' ? 'header x-ably-token' : 'claim x-ably-token' },
    times: outerExpires === undefined ? {} : { expires: timeOf(outerExpires) },
    notes: ['Only the token that it carries grants anything.'],
    verification: notChecked("its signature is the app's own, which no Ably key can check"),
    inner: await inspectToken(embedded.token, means),
  };
}

// TN1: a token is opaque; of an Ably token the app id before the dot is public.
function opaque(token: string): Inspection {
  const app = /^([\w-]+)\.[\w.-]+$/.exec(token)?.[1];
  return {
    ...NOTHING_FOUND,
    kind: 'Ably token',
    fields: { ...(app === undefined ? {} : { app }), length: token.length },
    notes: ['It is opaque: what it permits and when it ends is known to the service, and to its TokenDetails.'],
    verification: notChecked('only the service can read an opaque token'),
  };
}
