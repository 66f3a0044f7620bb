import { each, group, valid, type Source } from '../authoring.js';

const TEXT = 'appId.keyId\n3600000\n{"news":["subscribe"]}\nalice\n1750000000000\nZm9vYmFyMTIzNDU2Nzg5MA\n';
const of = (text: string, secret = 's3cret') => ({ text, secret });

/** The MAC of a text. */
export const source: Source = {
  operation: 'mac',
  about:
    "HMAC-SHA-256 of the text's UTF-8 bytes, with the secret's bytes as the key, as standard Base64 with padding. " +
    'The text is any text; the secret is the part of an API key after the first colon.',
  groups: [
    group(
      'texts',
      'The text is encoded as UTF-8, and signed to its last line feed.',
      { spec: ['RSA9g'], basis: 'spec' },
      [
        valid(
          'known-answer',
          "A MAC from a public SDK's own tests.",
          of('a_key_name\n1000\n\na_id\n1000\nabcde100\n', 'a_secret'),
          {
            output: { mac: 'sYkCH0Un+WgzI7/Nhy0BoQIKq9HmjKynCRs4E3qAbGQ=' },
          },
        ),
        valid('sign-text', 'A text with every field.', of(TEXT)),
        valid(
          'absent-fields',
          'A text with empty fields.',
          of('appId.keyId\n\n\n\n1750000000000\nZm9vYmFyMTIzNDU2Nzg5MA\n'),
          { flags: ['SignTextLayout'] },
        ),
        valid(
          'without-last-line-feed',
          'The last line feed counts: without it the MAC is another.',
          of(TEXT.slice(0, -1)),
          { flags: ['SignTextLayout'] },
        ),
        valid('empty-text', 'The empty text has a MAC too.', of('')),
        valid('carriage-returns', 'Line ends are not converted.', of(TEXT.replaceAll('\n', '\r\n')), {
          flags: ['SignTextLayout'],
        }),
        valid('latin', "'\u00e9' is two bytes.", of('appId.keyId\n\n\nZo\u00eb\n1\nn\n'), { flags: ['NotUtf8'] }),
        valid('decomposed', 'Its decomposed form is three.', of('appId.keyId\n\n\nZoe\u0308\n1\nn\n'), {
          flags: ['NotUtf8', 'Normalised'],
        }),
        valid(
          'beyond-bmp',
          'A character beyond U+FFFF is four bytes, not six.',
          of('appId.keyId\n\n\n\ud83d\ude00\n1\nn\n'),
          { flags: ['NotUtf8'] },
        ),
        valid('nul', 'U+0000 is one byte, and ends nothing.', of('a\u0000b'), { flags: ['NotUtf8'] }),
        valid('byte-order-mark', 'U+FEFF at the beginning counts.', of('\ufeffa'), { flags: ['NotUtf8'] }),
        valid('replacement-character', 'U+FFFD is three bytes.', of('a\ufffdb'), {
          flags: ['NotUtf8', 'LoneSurrogate'],
        }),
        valid('longer-than-a-block', 'A text of several blocks.', of('0123456789abcdef'.repeat(20))),
      ],
    ),
    group('secrets', "The secret's own characters are the key.", { spec: ['RSA9g', 'RSA11'], basis: 'spec' }, [
      valid('one-character', 'A short secret.', of(TEXT, 's')),
      valid('with-colons', 'Colons belong to it.', of(TEXT, 'a:b:c'), { basis: 'decision', flags: ['KeyCut'] }),
      valid(
        'every-visible-character',
        'Every character that a secret may hold.',
        of(TEXT, Array.from({ length: 94 }, (_, i) => String.fromCharCode(0x21 + i)).join('')),
        { basis: 'decision', flags: ['KeyCut'] },
      ),
      ...each({ flags: ['SecretDecoded'] }, [
        valid('hex', 'A secret that looks like hex is not decoded.', of(TEXT, '00112233445566778899aabbccddeeff')),
        valid('base64', 'Nor one that looks like Base64.', of(TEXT, 'c2VjcmV0LXNlY3JldC1zZWNyZXQ=')),
        valid('dashes-and-underscores', 'Nor one that looks like Base64 for URLs.', of(TEXT, 'xY_-zA')),
        valid('percent', "Nor is '%41' decoded.", of(TEXT, '%41+b')),
      ]),
      valid('63-characters', 'One less than a block of SHA-256.', of(TEXT, 'k'.repeat(63))),
      valid('64-characters', 'A block.', of(TEXT, 'k'.repeat(64))),
      valid('65-characters', 'One more than a block: such a key is hashed first.', of(TEXT, 'k'.repeat(65))),
      valid('256-characters', 'The longest secret.', of(TEXT, 'k'.repeat(256)), {
        basis: 'decision',
        flags: ['Limit'],
      }),
    ]),
    group(
      'base64',
      'Standard Base64: + and /, one = at the end.',
      { spec: ['RSA9g'], basis: 'spec', flags: ['MacForm'] },
      [
        valid('plus-and-slash', "A MAC that begins with '+' and holds '/'.", of('base64 test 5')),
        valid('leading-slash', "A MAC that begins with '/' and holds '+'.", of('base64 test 87')),
      ],
    ),
  ],
};
