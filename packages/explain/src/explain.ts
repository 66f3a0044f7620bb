import { canonicalizeCapability, intersect, parseCapability, type Capability } from '@ably-auth/capability';
import { parseApiKey, readTokenRequest, type Leniency } from '@ably-auth/core';
import { AblyAuthError, type TokenRequest } from '@ably-auth/validation';
import {
  CAPABILITY_NOT_PERMITTED,
  INVALID_CREDENTIALS,
  INVALID_REQUEST_BODY,
  NONCE_REPLAYED,
  NOT_FOUND,
  TIMESTAMP_NOT_CURRENT,
} from '@ably-auth/validation/error-codes';
import { isoTime, requireOptions } from '@ably-auth/validation/internal';
import { TIMESTAMP_MAX_SKEW_MS } from '@ably-auth/validation/limits';
import { explainMac, type MacExplanation } from './explain-mac.js';
import { asText, type Intended } from './internal/evidence.js';
import { explainSkew } from './internal/explain-skew.js';
import { exposuresIn, type Exposure } from './internal/exposures.js';
import { formReasons, issueReason, macFormReasons } from './internal/form-reasons.js';
import { readPasted } from './internal/pasted.js';
import { redactor } from './internal/redact.js';
import { reason, type RefusalReason } from './refusal-reason.js';

/** What is known where the request was refused; what is left out is not checked. */
export type RefusalContext = {
  /** The whole API key: for key name and MAC. */
  readonly key?: string | undefined;
  /** What the signer meant to send, as far as it is known. */
  readonly intended?: Intended | undefined;
  /** The clock of the service in ms since the epoch: for the timestamp. */
  readonly now?: (() => number) | undefined;
  /** How far the timestamp may be from it, either way, in ms; 120 000 by default. */
  readonly maxSkewMs?: number | undefined;
  /** What the key itself may do: for the capability. */
  readonly keyCapability?: string | Capability | undefined;
  /** The nonces that were used before with this key: for the nonce. */
  readonly seenNonces?: { has(nonce: string): boolean } | undefined;
  /** Whether the key has revocable tokens, which live an hour at most. */
  readonly revocableTokens?: boolean | undefined;
};

/** Everything that can be said about a refused request. No text in it holds the secret, plain or encoded. */
export type RequestExplanation = {
  /** Where the request holds the secret of the key: it has been sent, and the key must be revoked. */
  readonly exposures: readonly Exposure[];
  /** Every reason to refuse the request, in the order in which a service checks; the first is what it answers. */
  readonly reasons: readonly RefusalReason[];
  /** What was found out about the MAC; undefined without a key, or if there is no MAC. */
  readonly mac: MacExplanation | undefined;
  /** What the service tolerates. */
  readonly leniencies: readonly Leniency[];
  /** What was removed from the text, or read leniently, to find the request in it. */
  readonly taken: readonly string[];
  /** What else refuses a request whose MAC is right, and what to check; empty if there are reasons. */
  readonly next: readonly string[];
};

/**
 * Explains why a TokenRequest is refused: reasons in the order in which a service checks, the mistakes that give
 * exactly its MAC, a secret that was sent with it.
 *
 * @param request the request: an object, or the text that holds it, such as JSON, a log line, a literal of a language
 * @param context what is known where it was refused; time in ms
 * @throws {TypeError} if the context is not an object
 * @throws {AblyAuthError} 40101 if the key is not an API key; 40000 if the capability of the key is not valid
 * @example
 * import { explain } from '@ably-auth/explain';
 * const request = { keyName: 'appId.keyId', timestamp: 1_750_000_000_000, nonce: '0123456789abcdef', mac: 'm' };
 * const { reasons } = await explain(request, { now: () => 1_750_000_300_000 });
 * reasons.map(({ code, path }) => `${code} ${path}`); // ['40101 $.mac', '40104 $.timestamp']
 */
export async function explain(request: unknown, context: RefusalContext = {}): Promise<RequestExplanation> {
  requireOptions(context, '{ key }');
  const key = context.key === undefined ? undefined : parseApiKey(context.key);
  const given = asText(request);
  const pasted = typeof request === 'string' ? readPasted(request) : { request: given, taken: [] };
  const exposures = key === undefined ? [] : exposuresIn(given, pasted.request, key);
  const nothing = { exposures, mac: undefined, leniencies: [], taken: [], next: [] };
  const safe = key === undefined ? (text: string) => text : redactor(key.secret, given);
  if (pasted.request === undefined) {
    const { message, remediation } = pasted;
    return { ...nothing, reasons: [{ ...reason(INVALID_REQUEST_BODY, '', safe(message), remediation), path: '$' }] };
  }
  const mac = context.key === undefined ? undefined : await macOf(pasted.request, context.key, context.intended);
  const { reasons, leniencies, read } = reasonsOf(pasted.request, context, mac);
  return {
    exposures,
    reasons: reasons.map((each) => ({ ...each, message: safe(each.message) })),
    mac,
    leniencies,
    taken: pasted.taken.map(safe),
    next: reasons.length > 0 || mac === undefined || read === undefined ? [] : nextSteps(read, context),
  };
}

/**
 * Every reason to refuse a TokenRequest: the `reasons` of {@link explain}.
 *
 * @param request the request, as {@link explain} takes it
 * @param context what is known where it was refused; time in ms
 * @returns no reason if nothing that is known refuses it
 * @throws as {@link explain}
 */
export async function explainRefusal(
  request: unknown,
  context: RefusalContext = {},
): Promise<readonly RefusalReason[]> {
  return (await explain(request, context)).reasons;
}

async function macOf(
  request: string,
  key: string,
  intended: Intended | undefined,
): Promise<MacExplanation | undefined> {
  try {
    return await explainMac({ request, key, intended });
  } catch (error) {
    // No MAC, or too much text: the form is a reason of its own.
    if (error instanceof AblyAuthError && error.code === INVALID_REQUEST_BODY.code) return undefined;
    throw error;
  }
}

type Checked = {
  readonly reasons: readonly RefusalReason[];
  readonly leniencies: readonly Leniency[];
  readonly read?: TokenRequest;
};

function reasonsOf(request: string, context: RefusalContext, mac: MacExplanation | undefined): Checked {
  let read: ReturnType<typeof readTokenRequest>;
  try {
    read = readTokenRequest(request);
  } catch (error) {
    if (!(error instanceof AblyAuthError)) throw error;
    const { code, statusCode, path = '$', message, remediation } = error;
    const unreadable = error.issues?.map(issueReason) ?? [{ code, statusCode, path, message, remediation }];
    // Its MAC can be explained all the same, and often by the very member that cannot be read.
    const known = mac === undefined || mac.matches || mac.explanations.length === 0 ? [] : [macReason(mac)];
    const others = known.length === 0 ? unreadable : unreadable.filter((one) => one.path !== '$.mac');
    return { reasons: [...others, ...known], leniencies: [] };
  }
  const form = formReasons(read.value, context.revocableTokens === true);
  const reasons = [
    ...form.filter(({ path }) => path !== '$.capability'),
    ...(context.key === undefined ? macFormReasons(read.value) : keyReasons(read.value, context.key, mac)),
    // Only a request whose MAC is right is asked what its capability says.
    ...form.filter(({ path }) => path === '$.capability'),
    ...timestampReasons(read.value, context),
    ...capabilityReasons(read.value, context),
    ...nonceReasons(read.value, context),
  ];
  return { reasons, leniencies: read.leniencies, read: read.value };
}

function keyReasons(read: TokenRequest, key: string, mac: MacExplanation | undefined): RefusalReason[] {
  const { name } = parseApiKey(key);
  const isOther = name !== read.keyName;
  const unknownKey = reason(
    NOT_FOUND,
    'keyName',
    `TokenRequest.keyName: expected ${JSON.stringify(name)}, the name of the given key, got ${JSON.stringify(read.keyName)}`,
    'Send the name of the key that signs, or explain with the key that the request names.',
  );
  // Another key has another secret, so that its MAC says nothing, unless a mistake explains it.
  if (mac === undefined || mac.matches || (isOther && mac.explanations.length === 0))
    return isOther ? [unknownKey] : [];
  return [...(isOther ? [unknownKey] : []), macReason(mac)];
}

function macReason({ explanations }: MacExplanation): RefusalReason {
  const causes = explanations[0]?.causes ?? [];
  const message = [
    'TokenRequest.mac: expected the MAC of the sign text with the given key, got another one',
    ...causes.map((cause) => cause.message),
  ].join('. ');
  const remediation =
    [...new Set(causes.map((cause) => cause.remediation))].join(' ') || INVALID_CREDENTIALS.remediation;
  return { ...reason(INVALID_CREDENTIALS, 'mac', message, remediation), explanations };
}

/** What may still refuse a request that nothing known refuses. */
function nextSteps(read: TokenRequest, context: RefusalContext): string[] {
  const { capability, timestamp } = read;
  return [
    ...(capability === undefined || canonicalizeCapability(capability) === capability
      ? []
      : [
          'The capability is not in its canonical text: a proxy or SDK that serialises it again breaks the MAC. Sign and send canonical text.',
        ]),
    ...(context.now === undefined
      ? [
          `The timestamp is ${isoTime(timestamp) ?? timestamp}: a service refuses the request with 40104 when its clock is more than 2 minutes from that.`,
        ]
      : []),
    ...(context.seenNonces === undefined
      ? [
          'A service refuses the request with 40105 when it has seen this nonce with this timestamp before: sign a new request for every token.',
        ]
      : []),
    ...(context.keyCapability === undefined && capability !== undefined
      ? ['A service refuses the request with 40160 when the key has nothing of the capability.']
      : []),
    'If the service still says that the MAC does not match, compare the request that it received with this one: it was changed on the way, or the secret of the key there is another.',
  ];
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
      `TokenRequest.capability: expected something that the key permits, got ${few(lacking)}; the key has ${few(Object.keys(ofKey).map((name) => JSON.stringify(name))) || 'nothing'}`,
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
      'TokenRequest.nonce: expected a nonce that was not used before with this key, got one that was',
      'Sign a new request for every token: cache no answer of the auth endpoint, and do not send a request again when a response is lost.',
    ),
  ];
}
