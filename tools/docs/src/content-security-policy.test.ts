import { expect, it } from 'vitest';
import { withPolicy } from './content-security-policy.js';

it('names each inline script by its hash, and forbids to connect', () => {
  const html = withPolicy('<html><head><script>a()</script><script type="module" src="/x.js"></script></head></html>');
  // printf 'a()' | openssl dgst -sha256 -binary | base64
  expect(html).toContain("script-src 'self' 'sha256-qVpDBgj7bpq5hMAcGp3AOc79J3Y1Z4HvySTwKrWDoy4=';");
  expect(html).toContain("connect-src 'none'");
  expect(html.match(/sha256-/g)).toHaveLength(1);
});
