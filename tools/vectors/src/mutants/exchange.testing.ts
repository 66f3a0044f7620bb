import { asText, mutating, refuse, without, type Members, type Mutant } from './mutant.testing.js';

type Response = { readonly contentType: string; readonly text: string };
const telling = mutating<Response, { kind: string }>('auth-response-kind');

const TYPES = ['application/json', 'text/plain', 'application/jwt'];
const typeOf = (contentType: string) => contentType.replace(/;.*/, '').trim().toLowerCase();
const isJson = ({ contentType }: Response) => typeOf(contentType) === 'application/json';

/** Reads the content type otherwise. */
const typing = (name: string, change: (contentType: string) => string) =>
  telling(name, (response, right) => right({ ...response, contentType: change(response.contentType) }));

/** Tells a TokenRequest from TokenDetails otherwise. */
const kinds = (name: string, isRequest: (object: object) => boolean) =>
  telling(name, (response, right) =>
    isJson(response)
      ? { kind: isRequest(JSON.parse(response.text) as object) ? 'token-request' : 'token-details' }
      : right(response),
  );

const UNKNOWN = 'text/unknown';

const responseMutants: readonly Mutant[] = [
  typing('compares content types with their parameters', (type) => (type.includes(';') ? UNKNOWN : type)),
  typing('compares content types with their case', (type) => (/[A-Z]/.test(type.replace(/;.*/, '')) ? UNKNOWN : type)),
  typing(
    'looks for a content type anywhere',
    (type) => TYPES.find((one) => type.toLowerCase().includes(one)) ?? UNKNOWN,
  ),
  typing('takes every type but JSON for a token', (type) =>
    typeOf(type) === 'application/json' ? type : 'text/plain',
  ),
  typing('does not know application/jwt', (type) => (typeOf(type) === 'application/jwt' ? UNKNOWN : type)),
  telling('tells JSON by its text', (response, right) => {
    const { contentType, text } = response;
    return right(
      text.startsWith('{') && typeOf(contentType) !== 'text/html'
        ? { contentType: 'application/json', text }
        : response,
    );
  }),
  kinds('takes an object with a key name for a request', (object) => 'keyName' in object),
  kinds('takes an object without a token for a request', (object) => !('token' in object)),
  kinds('takes an object with a MAC for a request first', (object) => 'mac' in object),
  telling('takes the empty text for a token', (response, right) =>
    right(response.text === '' && response.contentType === 'text/plain' ? { ...response, text: 't' } : response),
  ),
];

type Strings = Readonly<Record<string, string>>;
type AuthUrl = {
  readonly authUrl: string;
  readonly authMethod?: string;
  readonly authParams?: Strings;
  readonly authHeaders?: Strings;
  readonly tokenParams?: Members;
};
type Request = { method: string; url: string; headers: Strings; body: string | null };
const building = mutating<AuthUrl, Request>('auth-url-request');

const halves = (url: string): [base: string, query: string] => {
  const at = url.indexOf('?');
  return at < 0 ? [url, ''] : [url.slice(0, at), url.slice(at + 1)];
};
const url = (base: string, query: string) => (query === '' ? base : `${base}?${query}`);
const pairsOf = (query: string | null): [string, string][] => [...new URLSearchParams(query ?? '')];
const isGet = ({ authMethod = 'GET' }: AuthUrl) => authMethod === 'GET';
const paramsOf = ({ authParams, tokenParams }: AuthUrl) => ({ ...authParams, ...tokenParams });

/** Writes the query of a GET, and the form of a POST, otherwise. */
const encoding = (name: string, encode: (query: string) => string) =>
  building(name, async (options, right) => {
    const request = await right(options);
    const [base, query] = halves(request.url);
    const { body } = request;
    return body === null ? { ...request, url: url(base, encode(query)) } : { ...request, body: encode(body) };
  });

const urlMutants: readonly Mutant[] = [
  building('prefers authParams to TokenParams', (options, right) =>
    right({ ...options, tokenParams: without(options.tokenParams ?? {}, ...Object.keys(options.authParams ?? {})) }),
  ),
  building("prefers the URL's own query", (options, right) => {
    const own = isGet(options) ? pairsOf(halves(options.authUrl)[1]).map(([name]) => name) : [];
    return right({
      ...options,
      authParams: without(options.authParams ?? {}, ...own) as Strings,
      tokenParams: without(options.tokenParams ?? {}, ...own),
    });
  }),
  building("keeps the URL's own query beside what replaces it", async (options, right) => {
    const request = await right(options);
    const [, own] = halves(options.authUrl);
    const replaced = pairsOf(own).filter(([name]) => Object.hasOwn(paramsOf(options), name));
    const [base, query] = halves(request.url);
    return isGet(options)
      ? { ...request, url: url(base, new URLSearchParams([...pairsOf(query), ...replaced]).toString()) }
      : request;
  }),
  building("loses the URL's own query", (options, right) =>
    right({ ...options, authUrl: isGet(options) ? halves(options.authUrl)[0] : options.authUrl }),
  ),
  building("keeps one of a name that the URL's own query repeats", (options, right) => {
    const [base, own] = halves(options.authUrl);
    const once = new URLSearchParams(Object.fromEntries(pairsOf(own))).toString();
    return right({ ...options, authUrl: isGet(options) ? url(base, once) : options.authUrl });
  }),
  building("puts a second ? after the URL's own query", async (options, right) => {
    const [base] = halves(options.authUrl);
    const request = await right({ ...options, authUrl: base });
    return { ...request, url: request.url.replace(base, options.authUrl) };
  }),
  encoding('does not encode values', (query) =>
    pairsOf(query)
      .map((pair) => pair.join('='))
      .join('&'),
  ),
  encoding('encodes values twice', (query) =>
    new URLSearchParams(
      pairsOf(query).map(([name, value]): [string, string] => [name, encodeURIComponent(value)]),
    ).toString(),
  ),
  encoding('leaves + as it is', (query) => query.replaceAll('%2B', '+')),
  encoding('drops empty parameters', (query) =>
    new URLSearchParams(pairsOf(query).filter(([, value]) => value !== '')).toString(),
  ),
  building('sends GET if POST is asked for', (options, right) => right({ ...options, authMethod: 'GET' })),
  building('sends JSON with POST', async (options, right) => {
    const request = await right(options);
    const headers = { 'content-type': 'application/json' };
    return request.body === null ? request : { ...request, headers, body: JSON.stringify(options.tokenParams ?? {}) };
  }),
  building('loses authHeaders', ({ authHeaders: _, ...options }, right) => right(options)),
];

const querying = mutating<{ readonly params: Members }, { query: Strings }>('token-params-query');
const mapped = (params: Members, change: (value: unknown) => string) =>
  Object.fromEntries(Object.entries(params).map(([name, value]) => [name, change(value)]));

const queryMutants: readonly Mutant[] = [
  querying('sends a structured capability as the language prints it', ({ params }) => ({
    query: mapped(params, String),
  })),
  querying('sends a structured capability unsorted', ({ params }) => ({ query: mapped(params, asText) })),
  querying('writes nulls into a query', async (input, right) => ({
    query: { ttl: 'null', capability: 'null', clientId: 'null', ...(await right(input)).query },
  })),
];

type Target = { readonly type: string; readonly value: string };
type Revocation = { readonly key: string; readonly targets: readonly Target[]; readonly options?: Members };
type Body = { targets: readonly string[] } & Members;
const revoking = mutating<Revocation, { path: string; body: Body }>('revocation-request');

const targeting = (name: string, change: (target: Target) => string) =>
  revoking(name, async (input, right) => {
    const { path, body } = await right(input);
    return { path, body: { ...body, targets: input.targets.map(change) } };
  });

const options = (name: string, change: (body: Members) => Members) =>
  revoking(name, async (input, right) => {
    const { path, body } = await right(input);
    return { path, body: change(body) };
  });

const SAFE = 'clientId';

const reporting = mutating<{ readonly text: string }, { result: Members & { results: readonly object[] } }>(
  'revocation-result',
);
const isFailure = (result: object) => 'error' in result;

const revocationMutants: readonly Mutant[] = [
  targeting('sends targets as objects', (target) => JSON.stringify(target)),
  targeting('sends targets as type=value', ({ type, value }) => `${type}=${value}`),
  targeting('encodes the values of targets', ({ type, value }) => `${type}:${encodeURIComponent(value)}`),
  targeting('cuts the value of a target at a colon', ({ type, value }) => `${type}:${value.split(':')[0]}`),
  revoking('takes a colon in the type of a target', async (input, right) => {
    const targets = input.targets.map((target) => (target.type.includes(':') ? { ...target, type: SAFE } : target));
    const { path, body } = await right({ ...input, targets });
    return { path, body: { ...body, targets: input.targets.map(({ type, value }) => `${type}:${value}`) } };
  }),
  options('drops false and 0 from the options of a revocation', (body) =>
    Object.fromEntries(Object.entries(body).filter(([, value]) => Boolean(value))),
  ),
  options('sends a default for allowReauthMargin', (body) => ({ allowReauthMargin: false, ...body })),
  options('sends issuedBefore in seconds', (body) =>
    body['issuedBefore'] === undefined ? body : { ...body, issuedBefore: Number(body['issuedBefore']) / 1000 },
  ),
  reporting('puts successes first', async (input, right) => {
    const { result } = await right(input);
    const results = result.results.toSorted((a, b) => Number(isFailure(a)) - Number(isFailure(b)));
    return { result: { ...result, results } };
  }),
  reporting('takes a revocation that failed in part for an error', async (input, right) => {
    const { result } = await right(input);
    return result.results.some(isFailure) ? refuse() : { result };
  }),
];

/** How clients go wrong with auth servers and with revocation. */
export const exchangeMutants: readonly Mutant[] = [
  ...responseMutants,
  ...urlMutants,
  ...queryMutants,
  ...revocationMutants,
];
