import { readTokenDetails } from '@ably-auth/core';
import { validateTokenDetails } from '@ably-auth/validation';
import { viewCapability } from './capability-view.js';
import { timeOf } from './inspect-request.js';
import { inspectToken } from './inspect-token.js';
import { notChecked, type Inspection, type Means } from './inspection.js';

/** A TokenDetails, from its JSON text. */
export async function inspectDetails(text: string, means: Means): Promise<Inspection> {
  const { value: details, leniencies } = readTokenDetails(text);
  const result = validateTokenDetails(details);
  const { token, keyName, issued, expires, capability, clientId } = details;
  return {
    kind: 'TokenDetails',
    keyName,
    fields: clientId === undefined ? {} : { clientId },
    times: {
      ...(issued === undefined ? {} : { issued: timeOf(issued) }),
      ...(expires === undefined ? {} : { expires: timeOf(expires) }),
    },
    capability: viewCapability(capability),
    issues: result.ok ? [] : result.issues,
    leniencies,
    notes: [
      ...(expires === undefined ? ['It does not say when the token ends.'] : []),
      ...(clientId === '*' ? ['The bearer may assume any clientId.'] : []), // TD6
    ],
    verification: notChecked('TokenDetails are not signed; the token that they carry counts'),
    inner: await inspectToken(token, means),
  };
}
