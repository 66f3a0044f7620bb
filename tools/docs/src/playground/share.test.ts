import { expect, it } from 'vitest';
import { formOfLink, linkTo } from './share.js';

const FORM = { key: 'appId.keyId:s3cret:x', clientId: 'zoë & co', ttl: '', byClock: true, revocable: false };

it('makes a link that fills the same form, without the key', () => {
  const link = linkTo('https://example.com/sign.html', FORM) ?? '';
  expect(link).not.toContain('s3cret');
  expect(formOfLink(new URL(link).hash, FORM)).toEqual({ clientId: 'zoë & co', byClock: true });
});

it.each([
  ['the secret', { clientId: 'a s3cret:x b' }],
  ['another whole key', { clientId: 'appId.other:another-secret-of-somebody' }],
])('makes no link where a field holds %s', (_, fields) => {
  expect(linkTo('', { ...FORM, ...fields })).toBeUndefined();
});

it('takes neither a key nor unknown fields from a link', () => {
  expect(formOfLink('#key=a.b:c&constructor=1&clientId=x', FORM)).toEqual({ clientId: 'x' });
});
