import { each, group, invalid, ofText, refusedText, type CaseGroup } from '../authoring.js';
import { KEY_NAME, MAC, NONCE, NOW, nested } from './material.js';

export const MEMBERS = `"keyName":"${KEY_NAME}","timestamp":${NOW},"nonce":"${NONCE}","mac":"${MAC}"`;

/** A request with more members. */
const having = (more: string) => `{${MEMBERS},${more}}`;
const refuseWith = (name: string, about: string, more: string, path: string) =>
  refusedText(name, about, having(more), path);

/** The JSON of a request. */
export const requestText: CaseGroup = group(
  'text',
  'One JSON object, each member once.',
  { spec: ['TE6'], basis: 'decision' },
  [
    refusedText('empty', 'The empty text.', ''),
    refusedText('not-json', 'No JSON.', `{${MEMBERS}`, '$', { flags: ['LenientJson'] }),
    refusedText('single-quotes', 'Quotes are double.', `{${MEMBERS.replaceAll('"', "'")}}`, '$', {
      flags: ['LenientJson'],
    }),
    refusedText('list', 'A list.', `[{${MEMBERS}}]`),
    refusedText('string', 'A text.', '"token"'),
    refusedText('null', 'null.', 'null'),
    refusedText('form', 'A form.', `keyName=${KEY_NAME}&timestamp=${NOW}&nonce=${NONCE}&mac=${MAC}`),
    ...each({ flags: ['DuplicateNames'] }, [
      refuseWith(
        'duplicate-member',
        'A member that is named twice: readers differ on which of the two counts.',
        '"clientId":"alice","clientId":"admin"',
        '$.clientId',
      ),
      refuseWith(
        'duplicate-member-escaped',
        'An escape does not make another name.',
        '"clientId":"alice","client\\u0049d":"admin"',
        '$.clientId',
      ),
      refuseWith('duplicate-unknown-member', 'Also where it is not known.', '"x":1,"x":1', '$.x'),
      refuseWith('duplicate-member-inside', 'Also inside one.', '"x":{"y":1,"y":2}', '$.x.y'),
      refuseWith('duplicate-member-in-list', 'Or of a list.', '"x":[{"y":1},{"y":1,"y":2}]', '$.x[1].y'),
    ]),
    ...each({ flags: ['LoneSurrogate'] }, [
      refuseWith(
        'lone-surrogate-in-list',
        'Half of a surrogate pair, after text that is well-formed.',
        '"x":["é",{"y":"\\ud800"}]',
        '$.x[1].y',
      ),
      refuseWith('lone-surrogate', 'Half of a surrogate pair.', '"clientId":"a\\ud800"', '$.clientId'),
      refuseWith(
        'lone-surrogate-after-escape',
        'Half of a pair after another escape.',
        '"clientId":"\\n\\ud800"',
        '$.clientId',
      ),
      ofText(
        'first-and-last-second-half',
        'The least and the greatest second half of a pair.',
        having('"clientId":"\\ud800\\udc00\\ud800\\udfff"'),
      ),
    ]),
    ofText(
      'many-unknown-members',
      'Members that are known, after 60 that are not.',
      `{${Array.from({ length: 60 }, (_, index) => `"x${index}":${index},`).join('')}${MEMBERS}}`,
      { flags: ['UnknownMembers'] },
    ),
    refusedText(
      'duplicate-after-many-members',
      'A member that is named twice, the 60th time.',
      `{${MEMBERS}${Array.from({ length: 60 }, (_, index) => `,"x${index}":${index}`).join('')},"x7":1}`,
      '$.x7',
      { flags: ['DuplicateNames'] },
    ),
    invalid(
      'lone-surrogate-in-name',
      'In the name of a member that is not known.',
      { text: `{${MEMBERS},"a\\udc00":1}` },
      40001,
      undefined,
      { flags: ['LoneSurrogate'] },
    ),
    ...each({ flags: ['Limit'] }, [
      ofText('depth-at-limit', '8 levels.', nested(`{${MEMBERS},"x":`, 7, '}')),
      refusedText('depth-above-limit', '9 levels.', nested(`{${MEMBERS},"x":`, 8, '}')),
      ofText(
        'depth-after-siblings',
        '8 levels, after others that have ended.',
        nested(`{${MEMBERS},"a":[[],{}],"b":{"c":[]},"x":`, 7, '}'),
      ),
      refusedText(
        'depth-above-limit-after-siblings',
        '9 levels, after others.',
        nested(`{${MEMBERS},"a":[[],{}],"x":`, 8, '}'),
      ),
      refusedText(
        'depth-of-objects',
        'Objects nest as lists do.',
        `{${MEMBERS},"x":${'{"y":'.repeat(8)}1${'}'.repeat(9)}`,
      ),
      ofText(
        'brackets-after-escaped-quote',
        'A quotation mark that is escaped ends no text.',
        having('"clientId":"\\"[[[[[[[[[[{{{{"'),
      ),
      refusedText(
        'depth-after-escaped-backslash',
        'One after an escaped backslash does.',
        nested(`{${MEMBERS},"clientId":"\\\\","x":`, 8, '}'),
      ),
      refusedText(
        'depth-after-closing-brackets-in-text',
        'Brackets inside a text close nothing.',
        nested(`{${MEMBERS},"clientId":"]]]]}}}}","x":`, 8, '}'),
      ),
      ofText('brackets-in-text', 'Brackets inside a text do not nest.', having('"clientId":"[[[[[[[[[[{{{{"')),
    ]),
  ],
);

/** How much of it there may be. */
export const requestSize: CaseGroup = group(
  'size',
  'At most 131072 bytes of JSON text.',
  { spec: ['RSA4f'], basis: 'decision', flags: ['Limit'] },
  [
    ofText('at-limit', '131072 bytes, most of them in a member that is dropped.', padded(131_072)),
    refusedText('above-limit', '131073 bytes.', padded(131_073)),
    refusedText(
      'above-limit-in-bytes',
      '131073 bytes in fewer characters.',
      padded(130_073).replace('"x":"' + 'x'.repeat(1000), `"x":"${'é'.repeat(1000)}`),
      '$',
      { flags: ['Limit', 'UnitLength'] },
    ),
  ],
);

function padded(bytes: number): string {
  const text = `{${MEMBERS},"x":""}`;
  return `{${MEMBERS},"x":"${'x'.repeat(bytes - text.length)}"}`;
}
