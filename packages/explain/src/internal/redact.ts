import { redact } from '@ably-auth/validation/internal';

/** Replaces the secret wherever it stands in a text: somebody may have sent or signed it. */
export function redactor(secret: string): (text: string) => string {
  return (text) => redact(text, [secret]);
}
