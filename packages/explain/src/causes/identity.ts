import { cause, type Cause } from '../cause.js';
import { lineVariant, type Dimension, type Evidence, utf8 } from '../internal/attempt.js';
import { toBase64 } from '../internal/base64.js';
import { absenceVariants } from './absent-as-text.js';

// The lines for keyName, clientId and nonce: each as it is sent, literally (RSA9g).

const identity = {
  clientIdDropped: cause(
    'clientId.unsigned',
    'clientId not signed, but in the request',
    'Sign the clientId that is sent: the fourth line of the sign text.',
    ['a client that adds its own clientId after signing', 'PHP, for the clientId "0"'],
  ),
  clientIdLost: cause(
    'clientId.dropped-after-signing',
    'clientId signed, but missing in the request',
    'Send the clientId that was signed, as `clientId`: `client_id` is another member.',
    ['models that name it client_id'],
  ),
  clientIdWildcard: cause(
    'clientId.default-wildcard',
    'clientId signed as `*` where it is absent',
    'Sign an absent clientId as the empty string.',
  ),
  clientIdChanged: cause(
    'clientId.changed',
    'clientId signed that is not the one in the request',
    'Send the clientId that was signed.',
  ),
  clientIdEncoded: cause(
    'clientId.url-encoded',
    'clientId URL-encoded in one place and plain in the other',
    'Sign and send the plain clientId; encode for transport only.',
    ['encodeURIComponent', 'Java URLEncoder', 'query parameters that were not decoded'],
  ),
  clientIdBase64: cause(
    'clientId.base64',
    'clientId signed as base64',
    'Sign the plain clientId; base64 is for the X-Ably-ClientId header alone.',
  ),
  clientIdEscaped: cause(
    'clientId.json-escaped',
    'clientId signed as JSON text',
    'Sign the plain clientId, unquoted and unescaped.',
    ['Python json.dumps', 'JSON.stringify'],
  ),
  clientIdTrimmed: cause(
    'clientId.trimmed',
    'clientId trimmed in one place and not in the other',
    'Trim the clientId before signing, or nowhere.',
  ),
  clientIdCase: cause(
    'clientId.case',
    'clientId in lower or upper case',
    'A clientId is case-sensitive: sign it as it is sent.',
  ),
  keyNameWhole: cause(
    'keyName.whole-key',
    'the whole key signed as key name',
    'Sign the part of the key before the first colon.',
  ),
  keyNamePart: cause(
    'keyName.key-id-only',
    'a part of the key name signed as key name',
    'Sign the whole part before the first colon: app id, dot, key id.',
  ),
  keyNameOther: cause(
    'keyName.of-another-key',
    'the name of another key in the request than the one signed',
    'Send the name of the key that signs.',
  ),
  nonceUnsigned: cause(
    'nonce.unsigned',
    'nonce not signed, but in the request',
    'Make the nonce first, sign it, send it.',
  ),
  nonceChanged: cause(
    'nonce.changed',
    'nonce signed that is not the one in the request',
    'Make one nonce; sign it and send it.',
  ),
  nonceEncoded: cause(
    'nonce.url-encoded',
    'nonce URL-encoded in one place and plain in the other',
    'Sign and send the plain nonce.',
  ),
} as const;

export const IDENTITY_CAUSES: readonly Cause[] = Object.values(identity);

export function clientIdDimension(evidence: Evidence): Dimension {
  const { carried, intended } = evidence;
  const sign = (text: string, why: Cause) => lineVariant('clientId', text, why);
  const clientId = carried.clientId ?? '';
  if (clientId === '') {
    return [
      ...(intended.clientId === undefined ? [] : [sign(intended.clientId, identity.clientIdLost)]),
      sign('*', identity.clientIdWildcard),
      ...absenceVariants(evidence, 'clientId'),
    ];
  }
  return [
    ...(intended.clientId === undefined ? [] : [sign(intended.clientId, identity.clientIdChanged)]),
    sign('', identity.clientIdDropped),
    ...urlForms(clientId).map((text) => sign(text, identity.clientIdEncoded)),
    sign(toBase64(utf8(clientId)), identity.clientIdBase64),
    ...jsonForms(clientId).map((text) => sign(text, identity.clientIdEscaped)),
    ...[clientId.trim(), ` ${clientId}`, `${clientId} `, `${clientId}\n`].map((text) =>
      sign(text, identity.clientIdTrimmed),
    ),
    sign(clientId.toLowerCase(), identity.clientIdCase),
    sign(clientId.toUpperCase(), identity.clientIdCase),
    sign('*', identity.clientIdWildcard),
  ];
}

export function keyNameDimension({ carried, key }: Evidence): Dimension {
  const sign = (text: string, why: Cause) => lineVariant('keyName', text, why);
  const [appId = '', keyId = ''] = key.name.split('.');
  return [
    ...(key.name === '' || key.name === carried.keyName ? [] : [sign(key.name, identity.keyNameOther)]),
    sign(`${key.name}:${key.secret}`, identity.keyNameWhole),
    sign(keyId, identity.keyNamePart),
    sign(appId, identity.keyNamePart),
    sign('', identity.keyNamePart),
  ];
}

export function nonceDimension(evidence: Evidence): Dimension {
  const { carried, intended } = evidence;
  const nonce = carried.nonce ?? '';
  const sign = (text: string, why: Cause) => lineVariant('nonce', text, why);
  return [
    ...(intended.nonce === undefined ? [] : [sign(intended.nonce, identity.nonceChanged)]),
    sign('', identity.nonceUnsigned),
    ...urlForms(nonce).map((text) => sign(text, identity.nonceEncoded)),
    ...absenceVariants(evidence, 'nonce'),
  ];
}

/** The text encoded and decoded, with a space as %20 or as +, and percent digits in either case. */
function urlForms(text: string): string[] {
  const encoded = encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd'));
  const form = new URLSearchParams([['', text]]).toString().slice(1);
  const lower = encoded.replace(/%../g, (octet) => octet.toLowerCase());
  const decoded = new URLSearchParams(`=${text.replaceAll('&', '%26')}`).get('') ?? '';
  return [encoded, form, lower, encodeURI(text.replace(/\p{Surrogate}/gu, '\ufffd')), decoded];
}

function jsonForms(text: string): string[] {
  const inner = JSON.stringify(text).slice(1, -1);
  const ascii = inner.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return [`"${inner}"`, inner, ascii, `"${ascii}"`, inner.replaceAll('/', '\\/')];
}
