import type { ApiKey } from '@ably-auth/core';
import { readJson, type JsonNode } from './read-json.js';
import { secretFormsIn } from './redact.js';

/** A place where a request holds the secret of the key. */
export type Exposure = {
  /** JSONPath of the member; `$` if the secret stands elsewhere in the text. */
  readonly path: string;
  readonly message: string;
  readonly remediation: string;
};

const REMEDIATION =
  'Revoke this key now and create another: anyone who saw the request has its secret. Send the key name alone, never the secret.';

/** Where the given text holds the secret, by member of the request that was found in it. */
export function exposuresIn(given: string, request: string | undefined, key: Pick<ApiKey, 'secret'>): Exposure[] {
  const node = request === undefined ? undefined : readJson(request);
  const found =
    node?.kind === 'object' ? node.members.flatMap(([name, value]) => exposuresOf(name, value, key.secret)) : [];
  if (found.length > 0) return found;
  return secretFormsIn(given, key.secret)
    .slice(0, 1)
    .map(({ encoding }) => exposure('$', 'TokenRequest', encoding));
}

function exposuresOf(name: string, node: JsonNode, secret: string): Exposure[] {
  const [form] = [...textsOf(node), name].flatMap((text) => secretFormsIn(text, secret));
  if (form === undefined) return [];
  const isPlainName = /^[A-Za-z_]\w{0,40}$/.test(name) && secretFormsIn(name, secret).length === 0;
  return [
    exposure(isPlainName ? `$.${name}` : '$', isPlainName ? `TokenRequest.${name}` : 'TokenRequest', form.encoding),
  ];
}

function exposure(path: string, place: string, encoding: string): Exposure {
  const how = encoding === 'plain' ? '' : `, in ${encoding === 'URL-encoded' ? 'URL encoding' : encoding}`;
  return {
    path,
    message: `${place}: expected nothing secret, got the secret of the key${how}`,
    remediation: REMEDIATION,
  };
}

function textsOf(node: JsonNode): string[] {
  if (node.kind === 'string') return [node.value];
  if (node.kind === 'literal') return [node.text];
  if (node.kind === 'array') return node.items.flatMap(textsOf);
  return node.members.flatMap(([name, value]) => [name, ...textsOf(value)]);
}
