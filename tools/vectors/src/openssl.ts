import { spawnSync } from 'node:child_process';

const known = new Map<string, string>();

/** The MAC of a text as the command `openssl` computes it, in Base64. */
export function opensslMac(text: string, secret: string, hash: 'sha256' | 'sha512' = 'sha256'): string {
  const id = JSON.stringify([text, secret, hash]);
  let mac = known.get(id);
  if (mac === undefined) {
    const key = Buffer.from(secret, 'utf8').toString('hex');
    const { status, stdout, stderr } = spawnSync(
      'openssl',
      ['dgst', `-${hash}`, '-mac', 'HMAC', '-macopt', `hexkey:${key}`, '-binary'],
      { input: Buffer.from(text, 'utf8') },
    );
    if (status !== 0) throw new Error(`openssl: ${stderr.toString()}`);
    mac = stdout.toString('base64');
    known.set(id, mac);
  }
  return mac;
}
