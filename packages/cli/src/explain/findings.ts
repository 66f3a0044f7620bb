import { readTokenRequest } from '@ably-auth/core';
import { explain, type RefusalContext, type RequestExplanation } from '@ably-auth/explain';
import { AblyAuthError } from '@ably-auth/validation';
import { YEAR_2001 } from '@ably-auth/validation/internal';
import { unitNotes } from '../unit-notes.js';

/** Why a request is refused. */
export type Findings = RequestExplanation & {
  /** What refuses nothing, and is hardly meant. */
  readonly notes: readonly string[];
  /** What could not be checked, and the option that would let it. */
  readonly notChecked: readonly { readonly what: string; readonly option: string }[];
};

/** Everything that refuses a request, and what could not be checked. */
export async function findReasons(request: string, context: RefusalContext): Promise<Findings> {
  const found = await explain(request, context);
  return { ...found, notes: [...notesOn(request), ...clockNotes(context)], notChecked: whatIsNotChecked(context) };
}

function notesOn(request: string): string[] {
  try {
    return unitNotes(readTokenRequest(request).value);
  } catch (error) {
    if (error instanceof AblyAuthError) return []; // It is a reason already.
    throw error;
  }
}

function clockNotes({ now }: RefusalContext): string[] {
  const ms = now?.();
  if (ms === undefined || ms >= YEAR_2001) return [];
  return [`--now ${ms} is ${new Date(ms).toISOString()}: was it given in seconds instead of milliseconds?`];
}

function whatIsNotChecked(context: RefusalContext): Findings['notChecked'] {
  const { key, now, keyCapability, seenNonces, revocableTokens } = context;
  return [
    ...(key === undefined ? [{ what: 'MAC', option: '--key-file' }] : []),
    ...(now === undefined ? [{ what: 'timestamp', option: '--now' }] : []),
    ...(keyCapability === undefined ? [{ what: 'capability of the key', option: '--key-capability' }] : []),
    ...(seenNonces === undefined ? [{ what: 'nonce', option: '--used-nonce' }] : []),
    ...(revocableTokens === undefined ? [{ what: 'ttl limit of 1 hour', option: '--revocable' }] : []),
  ];
}
