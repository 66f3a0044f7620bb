import { hostKey, type ServiceKey } from '../service-key.js';

/** What is told of a service that has started. */
export type Started = {
  readonly url: string;
  readonly port: number;
  readonly keys: readonly ServiceKey[];
  /** The key that was made because none was given. */
  readonly made?: string | undefined;
  /** Where nonces, revocations and large tokens are: `memory`, or the address of Redis. */
  readonly stores: string;
  readonly routes: readonly string[];
};

/** The start line as JSON: names of keys alone, but for a key that was made. */
export function startObject({ url, port, keys, made, stores, routes }: Started): object {
  return { url, port, keys: keys.map(nameOf), stores, routes, ...(made === undefined ? {} : { key: made }) };
}

/** The start message for people. */
export function startMessage({ url, keys, made, stores, routes }: Started): string {
  const lines = [
    `Token service at ${url}`,
    `  keys    ${keys.map(nameAndTokens).join(', ')}`,
    `  stores  ${stores}`,
    ...(routes.length === 0 ? [] : [`  also    ${routes.join(', ')}`]),
  ];
  if (made !== undefined) {
    const name = nameOf({ key: made });
    lines.push(
      '',
      'No key was given, so here is one, until this ends:',
      `  ${made}`,
      'A token for it:',
      `  curl -u '${made}' -d '{"keyName":"${name}","timestamp":'$(date +%s000)'}' ${url}/keys/${name}/requestToken`,
    );
  }
  return `${lines.join('\n')}\n`;
}

function nameOf({ key }: ServiceKey): string {
  return hostKey({ key }).name;
}

function nameAndTokens(key: ServiceKey): string {
  return nameOf(key) + (key.revocableTokens === true ? ' (revocable tokens)' : '');
}
