import { Refusal } from './capabilities.testing.js';
import { fault, type Fault } from './fault.testing.js';
import { asText, type Members } from './requests.testing.js';
import type { Sdk } from './sdk.testing.js';

/** Changes what is signed, of the params that were judged. */
function drafting(change: (request: Members, params: Members) => Members) {
  return (sdk: Sdk) => {
    const draft = sdk.draft.bind(sdk);
    sdk.draft = (keyName, params) => change(draft(keyName, params), params);
  };
}

/** Changes what is sent, after it was signed. */
function sending(change: (request: Members) => Members) {
  return (sdk: Sdk) => {
    sdk.sent = change;
  };
}

const EVERYTHING = '{"*":["*"]}';
const withTtl = (change: (ttl: number) => number) =>
  drafting((request) =>
    request['ttl'] === undefined ? request : { ...request, ttl: change(request['ttl'] as number) },
  );
const zeroTtl = (signed: number | undefined) => (sdk: Sdk) => {
  const judge = sdk.judgeTtl.bind(sdk);
  sdk.judgeTtl = (ttl) => (ttl === 0 ? undefined : judge(ttl));
  drafting((request) => (request['ttl'] === 0 ? { ...request, ttl: signed } : request))(sdk);
};
/** How signing goes wrong. */
export const signingFaults: readonly Fault[] = [
  // Defaults
  fault(
    'signs a ttl of an hour where none is given',
    drafting((request) => ({ ttl: 3_600_000, ...request })),
  ),
  fault(
    'sends a ttl of 0 where none is given',
    sending((request) => ({ ttl: 0, ...request })),
  ),
  fault(
    'sends an empty capability where none is given',
    sending((request) => ({ capability: '', ...request })),
  ),
  fault(
    'sends an empty clientId where none is given',
    sending((request) => ({ clientId: '', ...request })),
  ),
  fault(
    'signs a capability of everything where none is given',
    drafting((request) => ({ capability: EVERYTHING, ...request })),
  ),
  fault('drops a capability of {}', (sdk) => {
    const text = sdk.capabilityText.bind(sdk);
    sdk.capabilityText = (capability) => (sdk.canonicalize(capability) === '{}' ? undefined : text(capability));
  }),
  fault('signs a capability of {}', (sdk) => {
    sdk.capabilityText = (capability) => sdk.canonicalize(capability);
  }),
  fault('takes the empty text for a capability that is not given', (sdk) => {
    const text = sdk.capabilityText.bind(sdk);
    sdk.capabilityText = (capability) => (capability === '' ? undefined : text(capability));
  }),
  // ttl
  fault('signs ttl 0 as the empty string', zeroTtl(undefined)),
  fault('signs ttl 0 as 0', zeroTtl(0)),
  fault('makes 25 s of ttl 0', zeroTtl(25_000)),
  fault('makes an hour of ttl 0', zeroTtl(3_600_000)),
  fault(
    'makes 25 s of a shorter ttl',
    withTtl((ttl) => Math.max(ttl, 25_000)),
  ),
  fault(
    'takes ttl for seconds',
    withTtl((ttl) => ttl * 1000),
  ),
  fault(
    'sends ttl in seconds',
    withTtl((ttl) => ttl / 1000),
  ),
  fault(
    'cuts ttl to whole seconds',
    withTtl((ttl) => Math.trunc(ttl / 1000) * 1000),
  ),
  fault(
    'sends ttl as text',
    sending((request) => (request['ttl'] === undefined ? request : { ...request, ttl: asText(request['ttl']) })),
  ),
  fault('takes a fraction of a millisecond', (sdk) => {
    const judge = sdk.judgeTtl.bind(sdk);
    sdk.judgeTtl = (ttl) => judge(typeof ttl === 'number' ? Math.ceil(ttl) : ttl);
    sending((request) =>
      request['ttl'] === undefined ? request : { ...request, ttl: Math.trunc(request['ttl'] as number) },
    )(sdk);
  }),
  fault('has no limit of ttl', (sdk) => {
    sdk.maxTtl = 1e15;
  }),
  fault('has a limit of ttl that is one too low', (sdk) => {
    sdk.maxTtl = 86_399_999;
  }),
  fault('takes decimal text for a ttl in params', (sdk) => {
    const judge = sdk.judgeTtl.bind(sdk);
    sdk.judgeTtl = (ttl) => judge(typeof ttl === 'string' ? Number(ttl) : ttl);
  }),
  // clientId, nonce, timestamp, params
  fault(
    "drops clientId '0'",
    drafting(({ clientId, ...request }) =>
      clientId === undefined || clientId === '0' ? request : { ...request, clientId },
    ),
  ),
  fault(
    'trims clientId',
    drafting((request) =>
      request['clientId'] === undefined ? request : { ...request, clientId: (request['clientId'] as string).trim() },
    ),
  ),
  fault('takes an empty clientId', (sdk) => {
    const judge = sdk.judgeClientId.bind(sdk);
    sdk.judgeClientId = (clientId) => (clientId === '' ? undefined : judge(clientId));
  }),
  fault(
    'does not use the nonce of the params',
    drafting(({ nonce: _, ...request }) => request),
  ),
  fault(
    'does not use the timestamp of the params',
    drafting(({ timestamp: _, ...request }) => request),
  ),
  fault(
    'takes a timestamp of 0 for none',
    drafting(({ timestamp, ...request }) => (timestamp ? { ...request, timestamp } : request)),
  ),
  fault('takes short nonces', (sdk) => {
    sdk.judgeNonce = () => undefined;
  }),
  fault('ignores members of params that it does not know', (sdk) => {
    sdk.judgeNames = () => undefined;
    const draft = sdk.draft.bind(sdk);
    sdk.draft = (keyName, { ttl, capability, clientId, timestamp, nonce }) =>
      draft(keyName, JSON.parse(JSON.stringify({ ttl, capability, clientId, timestamp, nonce })) as Members);
  }),
  fault('merges params with those of the client', (sdk) => {
    sdk.paramsOf = (params, defaults) => ({ ...defaults, ...params });
  }),
  fault('ignores the params of the client', (sdk) => {
    sdk.paramsOf = (params) => params ?? {};
  }),
  // Sign text and MAC
  fault('leaves out the last line feed', (sdk) => {
    const join = sdk.joinFields.bind(sdk);
    sdk.joinFields = (request) => join(request).slice(0, -1);
  }),
  fault('leaves out absent fields', (sdk) => {
    sdk.joinFields = (request) =>
      sdk.layout
        .map((name) => sdk.written(request[name]))
        .filter((field) => field !== '')
        .map((field) => `${field}\n`)
        .join('');
  }),
  fault('ends fields as Windows does', (sdk) => {
    sdk.terminator = '\r\n';
  }),
  fault('signs clientId before capability', (sdk) => {
    sdk.layout = ['keyName', 'ttl', 'clientId', 'capability', 'timestamp', 'nonce'];
  }),
  fault('signs capability before ttl', (sdk) => {
    sdk.layout = ['keyName', 'capability', 'ttl', 'clientId', 'timestamp', 'nonce'];
  }),
  fault('signs nonce before timestamp', (sdk) => {
    sdk.layout = ['keyName', 'ttl', 'capability', 'clientId', 'nonce', 'timestamp'];
  }),
  fault('does not sign clientId', (sdk) => {
    sdk.layout = ['keyName', 'ttl', 'capability', 'timestamp', 'nonce'];
  }),
  fault("signs absent fields as 'null'", (sdk) => {
    sdk.written = (value) => asText(value ?? null);
  }),
  fault('writes large numbers with an exponent', (sdk) => {
    sdk.written = (value) =>
      typeof value === 'number' && value >= 1e7 ? value.toExponential().replace('e+', 'E') : asText(value ?? '');
  }),
  fault('writes numbers with a fraction', (sdk) => {
    sdk.written = (value) => (typeof value === 'number' ? value.toFixed(1) : asText(value ?? ''));
  }),
  fault('writes numbers with 32 bits', (sdk) => {
    sdk.written = (value) => (typeof value === 'number' ? String(value | 0) : asText(value ?? ''));
  }),
  fault('takes 0 for absent', (sdk) => {
    sdk.written = (value) => asText(value || '');
  }),
  fault('signs Latin-1', (sdk) => {
    sdk.bytesOf = (text) => Buffer.from(text, 'latin1');
  }),
  fault('signs UTF-16', (sdk) => {
    sdk.bytesOf = (text) => Buffer.from(text, 'utf16le');
  }),
  fault('signs surrogates as three bytes each', (sdk) => {
    sdk.bytesOf = (text) =>
      Buffer.concat(
        text
          .split('')
          .map((unit) =>
            /\p{Surrogate}/u.test(unit) ? Buffer.from([0xed, 0xa0, unit.charCodeAt(0) & 0x3f]) : Buffer.from(unit),
          ),
      );
  }),
  fault('ends text at U+0000', (sdk) => {
    sdk.bytesOf = (text) => Buffer.from(text.replace(/\0.*/s, ''));
  }),
  fault('decodes a secret from Base64', (sdk) => {
    sdk.keyOf = (secret) => Buffer.from(secret, 'base64');
  }),
  fault('decodes a secret that looks like hex', (sdk) => {
    sdk.keyOf = (secret) => (/^(?:[\da-f]{2})+$/.test(secret) ? Buffer.from(secret, 'hex') : Buffer.from(secret));
  }),
  fault('cuts a secret to 64 bytes', (sdk) => {
    sdk.keyOf = (secret) => Buffer.from(secret.slice(0, 64));
  }),
  fault('writes the MAC in the alphabet for URLs', (sdk) => {
    sdk.writeMac = (digest) => digest.toString('base64').replaceAll('+', '-').replaceAll('/', '_');
  }),
  fault('writes the MAC without padding', (sdk) => {
    sdk.writeMac = (digest) => digest.toString('base64').slice(0, 43);
  }),
  fault('writes the MAC in hex', (sdk) => {
    sdk.writeMac = (digest) => digest.toString('hex');
  }),
  fault('writes the MAC with a line end', (sdk) => {
    sdk.writeMac = (digest) => `${digest.toString('base64')}\n`;
  }),
  // API key
  fault('takes the second part of a key with several colons', (sdk) => {
    sdk.splitKey = (key) => {
      const [name = '', secret] = key.split(':');
      if (secret === undefined) throw new Refusal();
      return { name, secret };
    };
  }),
  fault('splits a key at the last colon', (sdk) => {
    sdk.splitKey = (key) => ({ name: key.slice(0, key.lastIndexOf(':')), secret: key.slice(key.lastIndexOf(':') + 1) });
  }),
  fault('refuses a key with several colons', (sdk) => {
    const split = sdk.splitKey.bind(sdk);
    sdk.splitKey = (key) => {
      if (key.split(':').length !== 2) throw new Refusal();
      return split(key);
    };
  }),
  fault('cuts a secret at its first punctuation mark', (sdk) => {
    const split = sdk.splitKey.bind(sdk);
    sdk.splitKey = (key) => ({ ...split(key), secret: /^[\w-]*/.exec(split(key).secret)?.[0] ?? '' });
  }),
  fault('takes any text with a colon for a key', (sdk) => {
    sdk.splitKey = (key) => {
      const colon = key.indexOf(':');
      if (colon < 0) throw new Refusal();
      return { name: key.slice(0, colon), secret: key.slice(colon + 1) };
    };
  }),
  fault('takes a name for a key without a secret', (sdk) => {
    const split = sdk.splitKey.bind(sdk);
    sdk.splitKey = (key) => (key.includes(':') ? split(key) : { name: key, secret: '' });
  }),
  fault('trims keys', (sdk) => {
    const split = sdk.splitKey.bind(sdk);
    sdk.splitKey = (key) => split(key.trim());
  }),
];
