import { parseApiKey, readTokenRequest } from '@ably-auth/core';
import {
  explainMac,
  explainRefusal,
  type Intended,
  type MacExplanation,
  type RefusalContext,
  type RefusalReason,
} from '@ably-auth/explain';
import { AblyAuthError } from '@ably-auth/validation';
import { INVALID_CREDENTIALS, INVALID_REQUEST_BODY } from '@ably-auth/validation/error-codes';
import { unitNotes } from '../unit-notes.js';

/** Why a request is refused. */
export type Findings = {
  /** Every reason, in the order in which a service judges; none if nothing that is known refuses it. */
  readonly reasons: readonly RefusalReason[];
  /** What was found out about the MAC; undefined where no key was given, or the request has no MAC. */
  readonly mac: MacExplanation | undefined;
  /** What refuses nothing, and is hardly meant. */
  readonly notes: readonly string[];
  /** What could not be judged, and the option that would let it. */
  readonly notJudged: readonly { readonly what: string; readonly option: string }[];
};

/**
 * Everything that refuses a request.
 *
 * @throws {AblyAuthError} 40000 if the capability of the key is none
 */
export async function findReasons(request: string, context: RefusalContext, intended: Intended): Promise<Findings> {
  const mac = context.key === undefined ? undefined : await macOf(request, context.key, intended);
  const others = { mac, notes: notesOn(request), notJudged: whatIsNotJudged(context) };
  // The MAC is explained here with what was intended; the library need not search for it once more.
  if (mac === undefined || mac.matches || isOfAnotherKey(mac, context.key)) {
    return { reasons: (await explainRefusal(request, context)).map(withPlace), ...others };
  }
  const { key: _, ...rest } = context;
  const besides = (await explainRefusal(request, rest)).map(withPlace).filter(({ path }) => path !== '$.mac');
  const isForm = ({ statusCode }: RefusalReason) => statusCode === 400;
  const reasons = [...besides.filter(isForm), macReason(mac), ...besides.filter((each) => !isForm(each))];
  return { reasons, ...others };
}

/** What a message about the type of a member begins with; such a reason has no path of its own. */
const PLACE = /^TokenRequest((?:\.[A-Za-z_$][\w$]*|\["(?:[^"\\]|\\.)*"\]|\[\d+\])+): /;

function withPlace(reason: RefusalReason): RefusalReason {
  const place = reason.path === '$' ? PLACE.exec(reason.title)?.[1] : undefined;
  return place === undefined ? reason : { ...reason, path: `$${place}` };
}

function notesOn(request: string): string[] {
  try {
    return unitNotes(readTokenRequest(request).value);
  } catch (error) {
    if (error instanceof AblyAuthError) return []; // It is a reason already.
    throw error;
  }
}

async function macOf(request: string, key: string, intended: Intended): Promise<MacExplanation | undefined> {
  try {
    return await explainMac({ request, key, intended });
  } catch (error) {
    // No JSON object, or no MAC: explainRefusal says so.
    if (error instanceof AblyAuthError && error.code === INVALID_REQUEST_BODY.code) return undefined;
    throw error;
  }
}

function isOfAnotherKey({ explanations, signText }: MacExplanation, key = ''): boolean {
  const named = signText.split('\n')[0];
  return explanations.length === 0 && named !== '' && named !== parseApiKey(key).name;
}

function macReason({ explanations }: MacExplanation): RefusalReason {
  const causes = explanations[0]?.causes ?? [];
  return {
    code: INVALID_CREDENTIALS.code,
    statusCode: INVALID_CREDENTIALS.statusCode,
    path: '$.mac',
    title: ['the MAC does not match', causes.map(({ title }) => title).join(', ')].filter(Boolean).join(': '),
    mend: causes.map(({ mend }) => mend).join(' ') || INVALID_CREDENTIALS.remediation,
    explanations,
  };
}

function whatIsNotJudged({
  key,
  now,
  keyCapability,
  seenNonces,
  revocableTokens,
}: RefusalContext): Findings['notJudged'] {
  return [
    ...(key === undefined ? [{ what: 'MAC', option: '--key-file' }] : []),
    ...(now === undefined ? [{ what: 'timestamp', option: '--now' }] : []),
    ...(keyCapability === undefined
      ? [{ what: 'capability against that of the key', option: '--key-capability' }]
      : []),
    ...(seenNonces === undefined ? [{ what: 'nonce', option: '--used-nonce' }] : []),
    ...(revocableTokens === undefined ? [{ what: 'ttl limit of 1 hour', option: '--revocable' }] : []),
  ];
}
