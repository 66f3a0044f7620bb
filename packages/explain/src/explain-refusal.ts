import { intersect, parseCapability, type CapabilityInput } from '@ably-auth/capability';
import { parseApiKey, readTokenRequest } from '@ably-auth/core';
import { AblyAuthError, type TokenRequest } from '@ably-auth/validation';
import {
  CAPABILITY_NOT_PERMITTED,
  INVALID_CREDENTIALS,
  NONCE_REPLAYED,
  NOT_FOUND,
  TIMESTAMP_NOT_CURRENT,
} from '@ably-auth/validation/error-codes';
import { TIMESTAMP_MAX_SKEW_MS } from '@ably-auth/validation/limits';
import { explainMac } from './explain-mac.js';
import { explainSkew } from './internal/explain-skew.js';
import { formReasons, macFormReasons } from './internal/form-reasons.js';
import { redactor } from './internal/redact.js';
import { reason, type RefusalReason } from './refusal-reason.js';

/** What is known where the request was refused; what is left out is not judged. */
export type RefusalContext = {
  /** The whole API key: judges key name and MAC. */
  readonly key?: string | undefined;
  /** The clock of the service in ms since the epoch: judges the timestamp. */
  readonly now?: (() => number) | undefined;
  /** How far the timestamp may be from it, either way, in ms; 120 000 by default. */
  readonly maxSkewMs?: number | undefined;
  /** What the key itself may do: judges the capability. */
  readonly keyCapability?: string | CapabilityInput | undefined;
  /** The nonces that were used before with this key: judges the nonce. */
  readonly seenNonces?: { has(nonce: string): boolean } | undefined;
  /** Whether the key has revocable tokens, which live an hour at most. */
  readonly revocableTokens?: boolean | undefined;
};

/**
 * Every reason to refuse a TokenRequest, in the order in which a service judges: form, key, MAC, timestamp,
 * capability, nonce. The first is the one that the service answers with.
 *
 * @param request the request as JSON text or an object
 * @param context what is known where it was refused; time in ms
 * @returns no reason if nothing that is known refuses it
 * @throws {TypeError} if the context is no object
 * @throws {AblyAuthError} 40101 if the key is no API key; 40000 if the capability of the key is none
 * @example
 * import { explainRefusal } from '@ably-auth/explain';
 * const request = { keyName: 'appId.keyId', timestamp: 1_750_000_000_000, nonce: '0123456789abcdef', mac: 'm' };
 * const reasons = await explainRefusal(request, { now: () => 1_750_000_300_000 });
 * reasons.map(({ code }) => code); // [40101, 40104]
 */
export async function explainRefusal(request: unknown, context: RefusalContext = {}): Promise<RefusalReason[]> {
  if (typeof context !== 'object' || context === null) throw new TypeError('context: expected an object');
  let read: TokenRequest;
  try {
    ({ request: read } = readTokenRequest(request));
  } catch (error) {
    if (!(error instanceof AblyAuthError)) throw error;
    return [
      { code: error.code, statusCode: error.statusCode, path: '$', message: error.message, remediation: error.remediation },
    ];
  }
  const reasons = [
    ...formReasons(read, context.revocableTokens === true),
    ...(context.key === undefined ? macFormReasons(read) : await keyReasons(request, read, context.key)),
    ...timestampReasons(read, context),
    ...capabilityReasons(read, context),
    ...nonceReasons(read, context),
  ];
  const safe = context.key === undefined ? undefined : redactor(parseApiKey(context.key).secret);
  return safe === undefined ? reasons : reasons.map((one) => ({ ...one, message: safe(one.message) }));
}

async function keyReasons(request: unknown, read: TokenRequest, key: string): Promise<RefusalReason[]> {
  if (parseApiKey(key).name !== read.keyName) {
    return [
      reason(
        NOT_FOUND,
        'keyName',
        `the request names the key ${JSON.stringify(read.keyName)}, not ${JSON.stringify(parseApiKey(key).name)}`,
      ),
    ];
  }
  const { matches, explanations } = await explainMac({ request, key });
  if (matches) return [];
  const causes = explanations[0]?.causes ?? [];
  const title = ['the MAC does not match', ...causes.map((cause) => cause.message)].join(': ');
  const mend = causes.map((cause) => cause.remediation).join(' ') || INVALID_CREDENTIALS.remediation;
  return [{ ...reason(INVALID_CREDENTIALS, 'mac', title, mend), explanations }];
}

function timestampReasons(request: TokenRequest, context: RefusalContext): RefusalReason[] {
  if (context.now === undefined) return [];
  const skew = request.timestamp - context.now();
  const most = context.maxSkewMs ?? TIMESTAMP_MAX_SKEW_MS;
  if (Math.abs(skew) <= most) return [];
  const { message, remediation } = explainSkew(request.timestamp, skew, most);
  return [reason(TIMESTAMP_NOT_CURRENT, 'timestamp', message, remediation)];
}

function capabilityReasons({ capability }: TokenRequest, { keyCapability }: RefusalContext): RefusalReason[] {
  if (capability === undefined || keyCapability === undefined) return [];
  const ofKey = parseCapability(keyCapability);
  let asked: ReturnType<typeof parseCapability>;
  try {
    asked = parseCapability(capability);
  } catch (error) {
    if (error instanceof AblyAuthError) return []; // Its form is a reason already.
    throw error;
  }
  if (Object.keys(intersect(asked, ofKey)).length > 0) return [];
  const lacking = Object.entries(asked).map(
    ([name, operations]) => `${operations.join(', ')} on ${JSON.stringify(name)}`,
  );
  return [
    reason(
      CAPABILITY_NOT_PERMITTED,
      'capability',
      `the key permits nothing of what is asked: it lacks ${few(lacking)}; it has ${few(Object.keys(ofKey).map((name) => JSON.stringify(name))) || 'nothing'}`,
    ),
  ];
}

function few(items: readonly string[]): string {
  return items.length > 5 ? `${items.slice(0, 5).join('; ')} and ${items.length - 5} more` : items.join('; ');
}

function nonceReasons({ nonce }: TokenRequest, { seenNonces }: RefusalContext): RefusalReason[] {
  if (seenNonces === undefined || !seenNonces.has(nonce)) return [];
  return [
    reason(
      NONCE_REPLAYED,
      'nonce',
      'the nonce was used before: this request, or another with its nonce, has had its token',
      'Sign a new request for every token: cache no answer of the auth endpoint, and do not send a request again when a response is lost.',
    ),
  ];
}
