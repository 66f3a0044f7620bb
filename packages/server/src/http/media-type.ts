/** The two forms of a body that Ably's REST API speaks. */
export type MediaType = 'application/json' | 'application/x-msgpack';

/** The media type of a body; JSON where the header names another, since `curl -d` and `fetch` do so unasked. */
export function readContentType(header: string | null): MediaType {
  const [type = ''] = (header ?? '').toLowerCase().split(';');
  return type.trim() === 'application/x-msgpack' ? 'application/x-msgpack' : 'application/json';
}

/** The media type that the client likes better; JSON where it has no preference (RFC 9110 §12.5.1). */
export function negotiate(accept: string | null): MediaType {
  const ranges = accept?.toLowerCase() ?? '';
  if (!ranges.includes('msgpack')) return 'application/json';
  let [json, msgpack] = [-1, -1];
  for (const [order, range] of ranges.split(',').entries()) {
    const [type = '', ...parameters] = range.split(';').map((part) => part.trim());
    const q = Number(parameters.find((each) => each.startsWith('q='))?.slice(2) ?? 1);
    // Of two that are liked equally the first counts.
    const weight = q > 0 ? q * 1000 - order : -1;
    if (type === 'application/x-msgpack') msgpack = weight;
    if (type === 'application/json' || (type === '*/*' && json < 0)) json = weight;
  }
  return msgpack > json ? 'application/x-msgpack' : 'application/json';
}
