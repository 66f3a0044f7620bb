import { each, group, invalid, valid, type Source, type Traits } from '../authoring.js';

const of = (key: string) => ({ key });
const refuse = (name: string, about: string, key: string, traits: Traits = {}) =>
  invalid(name, about, of(key), 40101, '$', traits);

const VISIBLE = Array.from({ length: 94 }, (_, i) => String.fromCharCode(0x21 + i)).join('');

/** An API key in its two parts. */
export const source: Source = {
  operation: 'parse-api-key',
  about:
    'Splits an API key, `<appId>.<keyId>:<secret>`, at its first colon into its public name and its secret. ' +
    'A text that is not a key is refused.',
  groups: [
    group(
      'splitting',
      'The name ends at the first colon; all the rest is the secret.',
      { spec: ['RSA11', 'RSA17g'], basis: 'spec' },
      [
        valid('plain', 'A plain key.', of('appId.keyId:keySecret')),
        valid('digits-dashes-underscores', 'What a name may hold.', of('a-B_1.-_9:s')),
        ...each({ flags: ['KeyCut', 'KeyColonRefused'] }, [
          valid('colon-in-secret', 'A colon in the secret.', of('appId.keyId:part1:part2')),
          valid('several-colons-in-secret', 'Several.', of('appId.keyId:a:b:c')),
          valid('secret-begins-with-colon', 'At its beginning.', of('appId.keyId::secret'), { basis: 'decision' }),
          valid('secret-ends-with-colon', 'At its end.', of('appId.keyId:secret:'), { basis: 'decision' }),
        ]),
        valid('dots-in-secret', 'Dots in the secret.', of('appId.keyId:se.cr.et'), { flags: ['KeyCut'] }),
        valid('punctuation-in-secret', 'A secret is not cut at a punctuation mark.', of('appId.keyId:ab+cd/ef=='), {
          basis: 'decision',
          flags: ['KeyCut'],
        }),
        valid('every-visible-character', 'Every character that a secret may hold.', of(`appId.keyId:${VISIBLE}`), {
          basis: 'decision',
          flags: ['KeyCut', 'KeyColonRefused'],
        }),
        valid('secret-of-one-character', 'A short one.', of('a.b:c')),
        valid('secret-like-number', 'A secret is not a number.', of('appId.keyId:007'), { flags: ['FalsyDropped'] }),
        valid('secret-of-zero', "'0' is a secret.", of('appId.keyId:0'), { flags: ['FalsyDropped'] }),
      ],
    ),
    group('not-a-key', 'Text that is not a key.', { spec: ['RSA11'], basis: 'decision', flags: ['InvalidKeyTaken'] }, [
      refuse('empty', 'The empty text.', ''),
      refuse('no-colon', 'A name without a secret.', 'appId.keyId'),
      refuse('empty-secret', 'An empty secret.', 'appId.keyId:'),
      refuse('empty-name', 'An empty name.', ':secret'),
      refuse('no-dot', 'A name has a dot.', 'appId:secret'),
      refuse('dot-in-secret-alone', 'A dot in the secret does not count.', 'appId:se.cret'),
      refuse('two-dots', 'It has one dot.', 'app.key.id:secret'),
      refuse('empty-app-id', 'Before it is the app.', '.keyId:secret'),
      refuse('empty-key-id', 'After it is the key.', 'appId.:secret'),
      refuse('other-character-in-name', 'A name holds letters, digits, - and _ alone.', 'app$Id.keyId:secret'),
      refuse('slash-in-name', 'A slash would change the path of a request.', 'appId.key/Id:secret'),
      refuse('percent-in-name', 'So would a percent sign.', 'appId.key%2FId:secret'),
      refuse('letter-outside-ascii-in-name', 'Letters are those of ASCII.', 'appId.k\u00e9yId:secret'),
      refuse('space-in-secret', 'A secret holds no space.', 'appId.keyId:sec ret'),
      refuse('control-character-in-secret', 'Nor a control character.', 'appId.keyId:sec\u0000ret'),
      refuse('delete-in-secret', 'Nor U+007F.', 'appId.keyId:sec\u007fret'),
      refuse('letter-outside-ascii-in-secret', "Nor '\u00e9'.", 'appId.keyId:s\u00e9cret'),
      refuse('token-for-key', 'A JWT has two dots and no colon.', 'eyJhbGciOiJIUzI1NiJ9.eyJpYXQiOjF9.c2ln'),
    ]),
    group(
      'white-space',
      'White space around a key is refused: it comes from environment files, and would be part of the HMAC key.',
      { spec: ['RSA11'], basis: 'decision', flags: ['InvalidKeyTaken'] },
      [
        refuse('trailing-line-feed', 'A line feed at the end.', 'appId.keyId:secret\n'),
        refuse('trailing-carriage-return', 'A line end of Windows.', 'appId.keyId:secret\r\n'),
        refuse('trailing-space', 'A space at the end.', 'appId.keyId:secret '),
        refuse('leading-space', 'A space at the beginning.', ' appId.keyId:secret'),
        refuse('space-before-colon', 'A space before the colon.', 'appId.keyId :secret'),
        refuse('space-after-colon', 'A space after it.', 'appId.keyId: secret'),
        refuse('byte-order-mark', 'U+FEFF at the beginning.', '\ufeffappId.keyId:secret'),
        refuse('quotes', 'Quotes that a file has left.', '"appId.keyId:secret"'),
      ],
    ),
    group(
      'limits',
      'A name has at most 128 characters, a secret 256.',
      { spec: ['RSA11'], basis: 'decision', flags: ['Limit'] },
      [
        valid('name-at-limit', 'A name of 128 characters.', of(`${'a'.repeat(63)}.${'b'.repeat(64)}:secret`)),
        refuse('name-above-limit', 'A name of 129 characters.', `${'a'.repeat(64)}.${'b'.repeat(64)}:secret`),
        valid('secret-at-limit', 'A secret of 256 characters.', of(`appId.keyId:${'s'.repeat(256)}`)),
        refuse('secret-above-limit', 'A secret of 257 characters.', `appId.keyId:${'s'.repeat(257)}`),
      ],
    ),
  ],
};
