/** The client options that lead to the sandbox. */
export type WhereReached = { readonly endpoint: string; readonly port: number; readonly tls: boolean };

/** Where clients reach the sandbox: the URL that it was given, else where this request reached it, without TLS. */
export function whereReached(url: URL | undefined, host: string | null): Partial<WhereReached> {
  const reached = url ?? (host !== null && URL.canParse(`http://${host}`) ? new URL(`http://${host}`) : undefined);
  if (reached === undefined) return {};
  const tls = reached.protocol === 'https:';
  return { endpoint: reached.hostname, port: reached.port === '' ? (tls ? 443 : 80) : Number(reached.port), tls };
}
