import { fromBase64 } from './base64.js';
import { compact } from './evidence.js';
import { readLoosely } from './loose-reader.js';
import { jsonErrorAt, readJson, type JsonNode } from './read-json.js';
import { percentDecoded } from './text-escapes.js';

/** A request that was found in a text, as JSON text, and what was taken off or read leniently to get it. */
export type Pasted =
  | { readonly request: string; readonly taken: readonly string[] }
  | { readonly request?: undefined; readonly message: string; readonly remediation: string };

const MOST_CHARACTERS = 262_144;
/** Texts in texts: a JSON string of a form field of a URL. */
const MOST_LAYERS = 4;
const MOST_STARTS = 200;
/** One line `mac: …` is not yet a request. */
const FEWEST_LINES = 3;

type Found = { readonly node: JsonNode; readonly taken: readonly string[] };

/** Finds the TokenRequest in what somebody pasted: JSON, a literal, a description, a log line, an HTTP message, a query. */
export function readPasted(text: string): Pasted {
  const plain = text.replace(/^\ufeff/, '');
  const strict = plain.length > MOST_CHARACTERS ? undefined : readJson(plain);
  // A request that is JSON stays as it is written: a member that stands there twice is an error of its own.
  if (strict?.kind === 'object' && (isRequest(strict) || !hasInner(strict))) {
    if (isRequest(strict) || seems(plain, strict) === undefined) return { request: plain, taken: [] };
  }
  const found = plain.length > MOST_CHARACTERS ? undefined : find(plain, MOST_LAYERS);
  if (found !== undefined) return { request: compact(found.node), taken: [...new Set(found.taken)] };
  return failure(plain, strict);
}

function isRequest(node: JsonNode): boolean {
  if (node.kind !== 'object') return false;
  const names = new Set(node.members.map(([name]) => name.replace(/[^A-Za-z]/g, '').toLowerCase()));
  return (
    names.has('mac') || (names.has('keyname') && (names.has('nonce') || names.has('timestamp')) && !names.has('token'))
  );
}

function hasInner(node: JsonNode): boolean {
  return within(node, MOST_LAYERS) !== undefined;
}

function find(text: string, layers: number): Found | undefined {
  if (layers === 0) return undefined;
  return inBrackets(text, layers) ?? inQuery(text) ?? inLines(text) ?? decoded(text, layers);
}

/** The first bracket of the text whose content is a request, or holds one. */
function inBrackets(text: string, layers: number): Found | undefined {
  const starts = /[A-Za-z_][\w.]*[({]|[{[]/g;
  let tried = 0;
  for (let match = starts.exec(text); match !== null && tried < MOST_STARTS; match = starts.exec(text), tried++) {
    const at = match.index;
    const read = readLoosely(text, at);
    const inner = read && within(read.node, layers);
    if (read === undefined || inner === undefined) {
      starts.lastIndex = at + 1;
      continue;
    }
    const around =
      `${text.slice(0, at)}${text.slice(read.end)}`.replace(/[\s;]/g, '') === '' ? [] : ['text around the request'];
    return { node: inner.node, taken: [...around, ...read.oddities, ...inner.taken] };
  }
  return undefined;
}

/** The node itself if it is a request, or the request that it wraps: in a member, a list, a JSON string. */
function within(node: JsonNode, layers: number): Found | undefined {
  if (isRequest(node)) return { node, taken: [] };
  if (layers === 0) return undefined;
  if (node.kind === 'string') {
    if (!/mac/i.test(node.value)) return undefined;
    const found = find(node.value, layers - 1);
    return found && { ...found, taken: ['a JSON string around the request', ...found.taken] };
  }
  const children: (readonly [string, JsonNode])[] =
    node.kind === 'object'
      ? [...node.members]
      : node.kind === 'array'
        ? node.items.map((item) => ['', item] as const)
        : [];
  for (const [name, child] of children.slice(0, MOST_STARTS)) {
    const found = within(child, layers - 1);
    if (found !== undefined) {
      return {
        ...found,
        taken: [name === '' ? 'a list around the request' : `the member "${name}" around the request`, ...found.taken],
      };
    }
  }
  return undefined;
}

/** `keyName=…&mac=…`, with or without what stands before it. */
function inQuery(text: string): Found | undefined {
  const query = /(?:^|[\s?"'])((?:[\w%]+=[^&\s"]*&)+[\w%]+=[^&\s"]*?)['"]?(?:\s|$)/.exec(text)?.[1];
  if (query === undefined || !/(?:^|&)mac=/i.test(query)) return undefined;
  const members = [...new URLSearchParams(query.replaceAll('+', '%2B'))].map(
    ([name, value]) => [name, nodeOf(name, value)] as const,
  );
  const taken = [
    'form or query encoding',
    ...(query.includes('+') ? ['`+` in it was read as `+`, not as a space'] : []),
  ];
  return isRequest({ kind: 'object', members }) ? { node: { kind: 'object', members }, taken } : undefined;
}

/** One member per line: YAML, `print_r`, properties, a table. */
function inLines(text: string): Found | undefined {
  // Lines end in LF alone: U+2028 may stand in a capability.
  const line =
    /^[\s*|-]*["'[:]?(keyName|ttl|capability|clientId|timestamp|nonce|mac)["'\]]?\s*(?:=>|[:=|])\s*([^]*?)[,;|]?\s*$/i;
  const members = text.split('\n').flatMap((each) => {
    const [, name, value = ''] = line.exec(each) ?? [];
    const [, quote, quoted = value] = /^(["'])([^]*)\1$/.exec(value) ?? [];
    // YAML writes an apostrophe between apostrophes twice.
    const plain = quote === "'" ? quoted.replaceAll("''", "'") : quoted;
    return name === undefined ? [] : [[name, nodeOf(name, plain)] as const];
  });
  const node: JsonNode = { kind: 'object', members };
  return members.length >= FEWEST_LINES && isRequest(node) ? { node, taken: ['one member per line'] } : undefined;
}

function nodeOf(name: string, value: string): JsonNode {
  const isNumber = /^(?:ttl|timestamp)$/i.test(name) && /^(?:0|[1-9]\d*)$/.test(value);
  if (isNumber) return { kind: 'literal', text: value };
  return /^(?:null|nil|~)?$/.test(value) && name !== 'mac'
    ? { kind: 'literal', text: 'null' }
    : { kind: 'string', value };
}

/** The text with one encoding taken off: escapes of a JSON string, percent-encoding, Base64. */
function decoded(text: string, layers: number): Found | undefined {
  const octets = /^[\w+/\s-]{40,}={0,2}\s*$/.test(text) ? fromBase64(text.replace(/\s/g, '')) : undefined;
  const forms: (readonly [string, string | undefined])[] = [
    ['backslashes before the quotes', /\\"/.test(text) ? text.replace(/\\(["\\])/g, '$1') : undefined],
    ['percent-encoding', /%7B|%22/i.test(text) ? percentDecoded(text) : undefined],
    [
      'HTML escapes',
      /&quot;|&#34;/.test(text) ? text.replace(/&quot;|&#34;/g, '"').replaceAll('&amp;', '&') : undefined,
    ],
    ['Base64', octets && new TextDecoder().decode(octets)],
  ];
  for (const [name, form] of forms) {
    const found = form === undefined || form === text ? undefined : find(form, layers - 1);
    if (found !== undefined) return { ...found, taken: [name, ...found.taken] };
  }
  return undefined;
}

const REQUEST =
  'Paste the whole TokenRequest: the JSON object with keyName, timestamp, nonce and mac that was sent to the service.';

function failure(text: string, strict: JsonNode | undefined): Pasted {
  const what = seems(text, strict);
  if (what !== undefined)
    return { message: `TokenRequest: expected a JSON object with a mac, got ${what}`, remediation: REQUEST };
  if (strict !== undefined) {
    return { message: 'TokenRequest: expected a JSON object, got other JSON', remediation: REQUEST };
  }
  const at = jsonErrorAt(text);
  const before = text.slice(0, at);
  const line = before.split('\n').length;
  const column = at - before.lastIndexOf('\n');
  const character = text.codePointAt(at);
  const got = character === undefined ? 'the end of the text' : JSON.stringify(String.fromCodePoint(character));
  return { message: `TokenRequest: expected JSON, got ${got} at line ${line}, column ${column}`, remediation: REQUEST };
}

/** What a text that holds no request seems to be. */
function seems(text: string, node: JsonNode | undefined): string | undefined {
  const plain = text.trim();
  if (plain === '') return 'nothing';
  if (node?.kind === 'object') {
    const names = new Set(node.members.map(([name]) => name));
    if (names.has('token')) return 'TokenDetails, which the service answered and which has no MAC';
    if (names.has('error') || (names.has('code') && names.has('statusCode')))
      return 'an error that a service answered, not the request that it refused';
  }
  if (/^(?:Bearer\s+)?eyJ[\w-]+\.[\w-]+\.[\w-]*$/.test(plain)) return 'a JWT, which `ably-auth inspect` shows';
  if (/^[\w-]+\.[\w-]+:\S+$/.test(plain)) return 'an API key, which belongs in ABLY_KEY or --key-file';
  if (/^[\w-]{4,}\.[\w-]{15,}$/.test(plain)) return 'a token';
  if (/^[\w-]+\.[\w-]+\r?\n\d*\r?\n/.test(plain)) return 'a sign text, which goes with --text and --mac';
  if (/^<(?:!doctype|html|\?xml)/i.test(plain)) return 'HTML or XML';
  return undefined;
}
