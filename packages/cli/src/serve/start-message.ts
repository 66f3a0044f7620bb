import { hostKey, type ServiceKey } from '@ably-auth/server';

/** What is reported of a service that has started. */
export type Started = {
  readonly url: string;
  readonly port: number;
  readonly keys: readonly ServiceKey[];
  /** The key that was generated because none was configured. */
  readonly generated?: string | undefined;
  /** Where nonces, revocations and large tokens are: `memory`, or the address of Redis. */
  readonly stores: string;
  readonly routes: readonly string[];
  /** Where the metrics are, if on a port of their own. */
  readonly metricsUrl?: string | undefined;
};

/** The start line as JSON: names of keys alone, except for a key that was generated. */
export function startObject({ url, port, keys, generated, stores, routes, metricsUrl }: Started): object {
  return {
    url,
    port,
    keys: keys.map(nameOf),
    stores,
    routes,
    ...(metricsUrl !== undefined && { metricsUrl }),
    ...(generated !== undefined && { key: generated }),
  };
}

/** The start message for people. */
export function startMessage({ url, keys, generated, stores, routes, metricsUrl }: Started): string {
  const lines = [
    `Token service at ${url}`,
    `  keys    ${keys.map(nameAndTokens).join(', ')}`,
    `  stores  ${stores}`,
    ...(metricsUrl === undefined ? [] : [`  metrics ${metricsUrl}`]),
    ...(routes.length === 0 ? [] : [`  also    ${routes.join(', ')}`]),
  ];
  if (generated !== undefined) {
    const name = nameOf({ key: generated });
    lines.push(
      '',
      'No key configured. Using a temporary one:',
      `  ${generated}`,
      'A token for it:',
      `  curl -u '${generated}' -d '{"keyName":"${name}","timestamp":'$(date +%s000)'}' ${url}/keys/${name}/requestToken`,
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
