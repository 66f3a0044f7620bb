import { AblyAuthError, type ErrorCode } from '@ably-auth/validation';

/** The text of a body, read no further than its limit. */
export async function readBody(
  response: Response,
  maxBytes: number,
  errorCode: ErrorCode,
  what: string,
): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = response.body?.getReader();
  for (let part = await reader?.read(); part?.value !== undefined; part = await reader?.read()) {
    size += part.value.length;
    if (size > maxBytes) {
      await reader?.cancel();
      throw new AblyAuthError(errorCode, `${what}: answered over ${maxBytes} bytes`);
    }
    chunks.push(part.value);
  }
  const bytes = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return new TextDecoder().decode(bytes);
}
