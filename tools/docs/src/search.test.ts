import { expect, it } from 'vitest';
import { searchable } from './search.js';

it('finds a section by another word than it uses', () => {
  const found = searchable(
    '<h2 id="a">Revocation <a href="#a"></a></h2><p>Tokens.</p><h2 id="b">Other</h2><p>Text.</p>',
  );
  const [, revocation = '', other = ''] = found.split('<h2');
  expect(revocation).toMatch(/\bhow\b.*\bto\b.*\brevoke\b/);
  expect(other).toContain('how');
  expect(other).not.toContain('revoke');
});

it('has the meaning of an error in the title of its section', () => {
  const found = searchable(
    '<h2 id="error-40142">Error 40142 <a href="#e"></a></h2>\n<p>The <em>token</em> has expired.</p>',
  );
  expect(found).toMatch(/^<h2 id="error-40142">Error 40142: The token has expired\. <a/);
});
