import { Refusal } from './capabilities.testing.js';
import { fault, type Fault } from './fault.testing.js';
import { asText, type Members } from './requests.testing.js';
import type { Sdk } from './sdk.testing.js';

function forwarding(change: (body: Members, sdk: Sdk) => Members) {
  return (sdk: Sdk) => {
    const forward = sdk.forward.bind(sdk);
    sdk.forward = (text) => change(forward(text), sdk);
  };
}

const changing = (name: string, change: (value: unknown) => unknown) =>
  forwarding((body) => (name in body ? { ...body, [name]: change(body[name]) } : body));

const KNOWN = new Set(['keyName', 'ttl', 'capability', 'clientId', 'timestamp', 'nonce', 'mac']);

/** How clients go wrong with auth servers and with revocation. */
export const exchangeFaults: readonly Fault[] = [
  // Forwarding
  fault(
    'serialises a capability anew when forwarding',
    forwarding((body, sdk) => {
      const { capability } = body;
      try {
        return typeof capability === 'string' ? { ...body, capability: sdk.canonicalize(capability) } : body;
      } catch {
        return body;
      }
    }),
  ),
  fault(
    'strips white space from a capability when forwarding',
    changing('capability', (value) => (typeof value === 'string' ? value.replace(/\s/g, '') : value)),
  ),
  fault(
    'sends a capability as an object when forwarding',
    changing('capability', (value) => (typeof value === 'string' && value.startsWith('{') ? JSON.parse(value) : value)),
  ),
  fault(
    'adds a ttl when forwarding',
    forwarding((body) => ({ ...body, ttl: body['ttl'] ?? 3_600_000 })),
  ),
  fault(
    'adds a capability when forwarding',
    forwarding((body) => ({ ...body, capability: body['capability'] ?? '{"*":["*"]}' })),
  ),
  fault(
    'converts ttl through seconds when forwarding',
    changing('ttl', (value) => (typeof value === 'number' ? Math.trunc(value / 1000) * 1000 : value)),
  ),
  fault(
    'reads ttl text as days when forwarding',
    changing('ttl', (value) => (typeof value === 'string' ? Number(value) * 86_400_000 : value)),
  ),
  fault(
    'sends ttl text as a number when forwarding',
    changing('ttl', (value) => (typeof value === 'string' ? Number(value) : value)),
  ),
  fault(
    'loses ttl when forwarding',
    changing('ttl', () => null),
  ),
  fault(
    'cannot read a positive ttl when forwarding',
    forwarding((body) => {
      if (typeof body['ttl'] === 'number' && body['ttl'] > 0) throw new Refusal();
      return body;
    }),
  ),
  fault(
    'drops ttl 0 when forwarding',
    forwarding(({ ttl, ...body }) => (ttl === undefined || ttl === 0 ? body : { ...body, ttl })),
  ),
  fault('sends timestamp as text when forwarding', changing('timestamp', String)),
  fault('sends timestamp as a number when forwarding', changing('timestamp', Number)),
  fault(
    'drops nulls when forwarding',
    forwarding((body) => Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null))),
  ),
  fault(
    'adds nulls when forwarding',
    forwarding((body) => ({ ttl: null, capability: null, clientId: null, ...body })),
  ),
  fault(
    'drops empty text when forwarding',
    forwarding((body) => Object.fromEntries(Object.entries(body).filter(([, value]) => value !== ''))),
  ),
  fault(
    "drops '0' when forwarding",
    forwarding((body) => Object.fromEntries(Object.entries(body).filter(([, value]) => value !== '0'))),
  ),
  fault(
    'drops unknown members when forwarding',
    forwarding((body) => Object.fromEntries(Object.entries(body).filter(([name]) => KNOWN.has(name)))),
  ),
  fault(
    'refuses unknown members when forwarding',
    forwarding((body) => {
      if (Object.keys(body).some((name) => !KNOWN.has(name))) throw new Refusal();
      return body;
    }),
  ),
  fault(
    'judges a request when forwarding',
    forwarding((body, sdk) => {
      sdk.judge(JSON.parse(JSON.stringify(body)) as Members);
      return body;
    }),
  ),
  fault(
    'trims text when forwarding',
    changing('clientId', (value) => (typeof value === 'string' ? value.trim() : value)),
  ),
  fault(
    'normalises text when forwarding',
    changing('clientId', (value) => (typeof value === 'string' ? value.normalize('NFC') : value)),
  ),
  // Auth responses
  fault('compares content types with their parameters', (sdk) => {
    sdk.mediaType = (contentType) => contentType;
  }),
  fault('compares content types with their case', (sdk) => {
    sdk.mediaType = (contentType) => contentType.replace(/;.*/, '').trim();
  }),
  fault('looks for a content type anywhere', (sdk) => {
    sdk.mediaType = (contentType) =>
      ['application/json', 'text/plain', 'application/jwt'].find((type) => contentType.toLowerCase().includes(type)) ??
      '';
  }),
  fault('takes every type but JSON for a token', (sdk) => {
    const type = sdk.mediaType.bind(sdk);
    sdk.mediaType = (contentType) => (type(contentType) === 'application/json' ? 'application/json' : 'text/plain');
  }),
  fault('does not know application/jwt', (sdk) => {
    const type = sdk.mediaType.bind(sdk);
    sdk.mediaType = (contentType) => type(contentType).replace('application/jwt', '');
  }),
  fault('tells JSON by its text', (sdk) => {
    const type = sdk.mediaType.bind(sdk);
    const kind = sdk.responseKind.bind(sdk);
    sdk.responseKind = (contentType, text) =>
      kind(text.startsWith('{') && type(contentType) !== 'text/html' ? 'application/json' : contentType, text);
  }),
  fault('takes an object with a key name for a request', (sdk) => {
    sdk.kindOf = (object) => ('keyName' in object ? 'token-request' : 'token-details');
  }),
  fault('takes an object without a token for a request', (sdk) => {
    sdk.kindOf = (object) => ('token' in object ? 'token-details' : 'token-request');
  }),
  fault('takes an object with a MAC for a request first', (sdk) => {
    sdk.kindOf = (object) => ('mac' in object ? 'token-request' : 'token-details');
  }),
  fault('takes the empty text for a token', (sdk) => {
    const kind = sdk.responseKind.bind(sdk);
    sdk.responseKind = (contentType, text) =>
      kind(contentType, text === '' && contentType === 'text/plain' ? 't' : text);
  }),
  // authUrl and queries
  fault('lets authParams win over TokenParams', (sdk) => {
    sdk.merge = (authParams, tokenParams) => ({ ...tokenParams, ...authParams });
  }),
  fault("lets the URL's own query win", (sdk) => {
    const encode = sdk.encode.bind(sdk);
    sdk.keptQuery = (query) => [...new URLSearchParams(query)];
    sdk.encode = (pairs) =>
      encode(pairs.filter(([name], index) => pairs.findIndex(([other]) => other === name) === index));
  }),
  fault("keeps the URL's own query beside what replaces it", (sdk) => {
    sdk.keptQuery = (query) => [...new URLSearchParams(query)];
  }),
  fault("loses the URL's own query", (sdk) => {
    sdk.keptQuery = () => [];
  }),
  fault("keeps one of a name that the URL's own query repeats", (sdk) => {
    const kept = sdk.keptQuery.bind(sdk);
    sdk.keptQuery = (query, params) => Object.entries(Object.fromEntries(kept(query, params)));
  }),
  fault("puts a second ? after the URL's own query", (sdk) => {
    const build = sdk.authUrlRequest.bind(sdk);
    sdk.authUrlRequest = (options) => {
      const base = options.authUrl.replace(/\?.*/, '');
      const request = build({ ...options, authUrl: base });
      return {
        ...request,
        url: String(request['url']).replace(base, options.authUrl),
      };
    };
  }),
  fault('does not encode values', (sdk) => {
    sdk.encode = (pairs) => pairs.map((pair) => pair.join('=')).join('&');
  }),
  fault('encodes values twice', (sdk) => {
    const encode = sdk.encode.bind(sdk);
    sdk.encode = (pairs) => encode(pairs.map(([name, value]) => [name, encodeURIComponent(value)]));
  }),
  fault('leaves + as it is', (sdk) => {
    const encode = sdk.encode.bind(sdk);
    sdk.encode = (pairs) => encode(pairs).replaceAll('%2B', '+');
  }),
  fault('drops empty parameters', (sdk) => {
    const encode = sdk.encode.bind(sdk);
    sdk.encode = (pairs) => encode(pairs.filter(([, value]) => value !== ''));
  }),
  fault('sends GET where POST is asked for', (sdk) => {
    const build = sdk.authUrlRequest.bind(sdk);
    sdk.authUrlRequest = (options) => build({ ...options, authMethod: 'GET' });
  }),
  fault('sends JSON with POST', (sdk) => {
    const build = sdk.authUrlRequest.bind(sdk);
    sdk.authUrlRequest = (options) => {
      const request = build(options);
      return request['body'] === null
        ? request
        : {
            ...request,
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify(sdk.query(options.tokenParams ?? {})),
          };
    };
  }),
  fault('loses authHeaders', (sdk) => {
    const build = sdk.authUrlRequest.bind(sdk);
    sdk.authUrlRequest = ({ authHeaders: _, ...options }) => build(options);
  }),
  fault('sends a structured capability as the language prints it', (sdk) => {
    sdk.query = (params) => Object.fromEntries(Object.entries(params).map(([name, value]) => [name, String(value)]));
  }),
  fault('sends a structured capability unsorted', (sdk) => {
    sdk.query = (params) => Object.fromEntries(Object.entries(params).map(([name, value]) => [name, asText(value)]));
  }),
  fault('writes nulls into a query', (sdk) => {
    const query = sdk.query.bind(sdk);
    sdk.query = (params) => ({ ttl: 'null', capability: 'null', clientId: 'null', ...query(params) });
  }),
  // Revocation
  fault('sends targets as objects', (sdk) => {
    sdk.target = (target) => JSON.stringify(target);
  }),
  fault('sends targets as type=value', (sdk) => {
    sdk.target = ({ type, value }) => `${type}=${value}`;
  }),
  fault('encodes the values of targets', (sdk) => {
    const target = sdk.target.bind(sdk);
    sdk.target = ({ type, value }) => target({ type, value: encodeURIComponent(value) });
  }),
  fault('cuts the value of a target at a colon', (sdk) => {
    const target = sdk.target.bind(sdk);
    sdk.target = (specifier) => target(specifier).split(':').slice(0, 2).join(':');
  }),
  fault('takes a colon in the type of a target', (sdk) => {
    sdk.target = ({ type, value }) => `${type}:${value}`;
  }),
  fault('drops false and 0 from the options of a revocation', (sdk) => {
    sdk.revocationOptions = (options) =>
      Object.fromEntries(Object.entries(options).filter(([, value]) => Boolean(value)));
  }),
  fault('sends a default for allowReauthMargin', (sdk) => {
    sdk.revocationOptions = (options) => ({ allowReauthMargin: false, ...options });
  }),
  fault('sends issuedBefore in seconds', (sdk) => {
    const options = sdk.revocationOptions.bind(sdk);
    sdk.revocationOptions = (given) =>
      JSON.parse(
        JSON.stringify(options(given), (name, value: unknown) =>
          name === 'issuedBefore' ? Number(value) / 1000 : value,
        ),
      ) as Members;
  }),
  fault('puts successes first', (sdk) => {
    const read = sdk.revocationResult.bind(sdk);
    sdk.revocationResult = (text) => {
      const result = read(text);
      return {
        ...result,
        results: (result['results'] as Members[]).toSorted((a, b) => Number('error' in a) - Number('error' in b)),
      };
    };
  }),
  fault('takes a revocation that failed in part for an error', (sdk) => {
    const read = sdk.readResult.bind(sdk);
    sdk.readResult = (result) => {
      if ('error' in read(result)) throw new Refusal();
      return read(result);
    };
  }),
];
