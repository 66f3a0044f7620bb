import { cause, type Cause } from '../cause.js';
import { lineCandidate, type CandidateGroup, type Evidence } from '../internal/signing.js';
import { absenceCandidates } from './absent-as-word.js';
import { formCandidates } from './text-forms.js';

// The lines for keyName, clientId and nonce: each as it is sent, literally (RSA9g).

const identity = {
  clientIdUnsigned: cause(
    'clientId.unsigned',
    'the clientId was not signed (its line was left empty), but is in the request',
    'Sign the clientId that is sent: the fourth line of the sign text.',
    ['a client that adds its own clientId after signing', 'PHP, for the clientId "0"'],
  ),
  clientIdDropped: cause(
    'clientId.dropped-after-signing',
    'a clientId was signed, but the clientId is absent from the request',
    'Send the clientId that was signed, as `clientId`: `client_id` is another member.',
    ['models that name it client_id'],
  ),
  clientIdDefault: cause(
    'clientId.default-wildcard',
    'the clientId is absent, and was signed as `*`',
    'Sign an absent clientId as the empty string.',
  ),
  clientIdWildcard: cause(
    'clientId.wildcard-signed',
    'the clientId was signed as `*`, and another one was sent',
    'Sign the clientId that is sent.',
  ),
  clientIdChanged: cause(
    'clientId.changed',
    'the clientId that was intended was signed, and another one was sent',
    'Send the clientId that was signed.',
  ),
  keyNameUnsigned: cause(
    'keyName.unsigned',
    'the keyName was not signed (its line was left empty)',
    'Sign the part of the key before the first colon, as the first line.',
  ),
  keyNameWhole: cause(
    'keyName.whole-key',
    'the whole API key was signed as keyName, the secret included',
    'Sign the part of the key before the first colon.',
  ),
  keyNamePart: cause(
    'keyName.key-id-only',
    'a part of the keyName was signed: the app id or the key id alone',
    'Sign the whole part before the first colon: app id, dot, key id.',
  ),
  keyNamePartSent: cause(
    'keyName.part-sent',
    'the whole keyName was signed, and only a part of it was sent',
    'Send the whole part of the key before the first colon: app id, dot, key id.',
  ),
  keyNameSecretSent: cause(
    'keyName.whole-key-sent',
    'the keyName was signed correctly, and the whole API key was sent in its place',
    'Revoke this key: its secret has been sent. Send the part before the first colon.',
  ),
  keyNameAbsent: cause(
    'keyName.dropped-after-signing',
    'the keyName was signed, but the keyName is absent from the request',
    'Send the part of the key before the first colon, as `keyName`.',
  ),
  keyNameOther: cause(
    'keyName.of-another-key',
    'the request names another key than the keyName that was signed',
    'Send the name of the key that signs.',
  ),
  nonceUnsigned: cause(
    'nonce.unsigned',
    'the nonce was not signed (its line was left empty), but is in the request',
    'Make the nonce first, sign it, send it.',
  ),
  nonceChanged: cause(
    'nonce.changed',
    'the nonce that was intended was signed, and another one was sent',
    'Make one nonce; sign it and send it.',
  ),
} as const;

export const IDENTITY_CAUSES: readonly Cause[] = Object.values(identity);

export function clientIdCandidates(evidence: Evidence): CandidateGroup {
  const { carried, intended } = evidence;
  const meant = intended.clientId;
  if ((carried.clientId ?? '') === '') {
    return {
      common: [
        ...absenceCandidates(evidence, 'clientId'),
        lineCandidate('clientId', '*', identity.clientIdDefault),
        ...(meant === undefined ? [] : [lineCandidate('clientId', meant, identity.clientIdDropped)]),
      ],
    };
  }
  return {
    common: [
      { ...lineCandidate('clientId', '', identity.clientIdUnsigned), isFrequent: true },
      ...formCandidates(evidence, 'clientId'),
      lineCandidate('clientId', '*', identity.clientIdWildcard),
      ...(meant === undefined ? [] : [lineCandidate('clientId', meant, identity.clientIdChanged)]),
    ],
  };
}

export function keyNameCandidates(evidence: Evidence): CandidateGroup {
  const { carried, key } = evidence;
  const sign = (text: string, why: Cause) => lineCandidate('keyName', text, why);
  const sent = carried.keyName ?? '';
  const [appId = '', keyId = ''] = key.name.split('.');
  const other =
    sent === ''
      ? identity.keyNameAbsent
      : sent.includes(key.secret) && key.secret !== ''
        ? identity.keyNameSecretSent
        : sent === appId || sent === keyId
          ? identity.keyNamePartSent
          : identity.keyNameOther;
  return {
    common: [
      sign(`${key.name}:${key.secret}`, identity.keyNameWhole),
      ...(appId === '' || keyId === '' ? [] : [keyId, appId].map((part) => sign(part, identity.keyNamePart))),
      sign('', identity.keyNameUnsigned),
      ...formCandidates(evidence, 'keyName'),
      // What is special about the text that was sent comes before the mere fact that it is another one.
      ...(key.name === '' || key.name === sent ? [] : [sign(key.name, other)]),
    ],
  };
}

export function nonceCandidates(evidence: Evidence): CandidateGroup {
  const { intended } = evidence;
  return {
    common: [
      { ...lineCandidate('nonce', '', identity.nonceUnsigned), isFrequent: true },
      ...absenceCandidates(evidence, 'nonce'),
      ...formCandidates(evidence, 'nonce'),
      ...(intended.nonce === undefined ? [] : [lineCandidate('nonce', intended.nonce, identity.nonceChanged)]),
    ],
  };
}
