import { expect, it } from 'vitest';
import { withSignTabs } from './language-tabs.js';

it('puts the first example of each package in the place of the mark', () => {
  const text = withSignTabs('before\n\n<!-- tabs: sign -->\n\nafter\n');
  expect(text).toMatch(/^before\n\n<LanguageTabs label="Sign a TokenRequest" languages="Python,Go,Java,PHP,Ruby">\n/);
  for (const call of [
    /create_token_request\(\n/,
    /signer\.CreateTokenRequest\(/,
    /signer\.createTokenRequest\(/,
    /TokenRequest::create\(/,
    /AblyAuth\.create_token_request\(/,
  ])
    expect(text).toMatch(call);
});
