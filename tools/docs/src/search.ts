/** Words of questions: every section has them for the search, so that they neither help nor exclude any. */
const OF_QUESTIONS =
  'a an and are can do does for get how i in is it make my not of on or the to vs what when which why with you your';

/** Words that people look for, and what pages say instead. */
const SYNONYMS: readonly (readonly [RegExp, string])[] = [
  [/\brevo[ck]/i, 'revoke revoked revoking revocation'],
  [/\bexpir/i, 'expire expired expires expiry'],
  [/\brenew/i, 'renew renewal refresh expired'],
  [/\bsign(s|ed|ing|ature)?\b/i, 'sign signed signing signature'],
  [/\bMAC\b/, 'mac hmac signature match mismatch'],
  [/\bcapabilit/i, 'capability capabilities permission permissions rights scope'],
  [/\bclientId\b/, 'client id identity user'],
  [/\bnonce\b/i, 'nonce replay replayed'],
  [/\bclock|timestamp\b/i, 'clock skew time timestamp'],
  [/\brotate/i, 'rotate rotation change key'],
  [/\bTokenRequest\b/, 'token request'],
];

/** The HTML of a page as the search reads it: more words in each section, and what an error means in its title. */
export function searchable(html: string): string {
  return html
    .replace(
      /(<h2[^>]*>Error \d{5})(.*?<\/h2>\s*<p>)(.*?)(<\/p>)/gs,
      (_, title: string, between: string, meaning: string, end: string) =>
        `${title}: ${meaning.replace(/<[^>]*>/g, '')}${between}${meaning}${end}`,
    )
    .replace(/(<h2[^>]*>)Revocation\b/g, '$1Revocation: how to revoke a token')
    .replace(/<h[1-6]\b.*?(?=<h[1-6]\b|$)/gs, (section: string) => {
      const words = SYNONYMS.filter(([pattern]) => pattern.test(section)).map(([, names]) => names);
      return `${section}<p>${[OF_QUESTIONS, ...words].join(' ')}</p>`;
    });
}
