import { group, invalid, valid, type CaseGroup } from '../authoring.js';
import { KEY_NAME, MAC, NONCE, NOW, nested } from './material.js';

export const exactly = (text: string) => ({ text });
export const MEMBERS = `"keyName":"${KEY_NAME}","timestamp":${NOW},"nonce":"${NONCE}","mac":"${MAC}"`;

/** The JSON of a request. */
export const requestText: CaseGroup = group(
  'text',
  'One JSON object, each member once.',
  { spec: ['TE6'], basis: 'decision' },
  [
    invalid('empty', 'The empty text.', exactly(''), 40001, '$'),
    invalid('not-json', 'No JSON.', exactly(`{${MEMBERS}`), 40001, '$', { flags: ['LenientJson'] }),
    invalid('single-quotes', 'Quotes are double.', exactly(`{${MEMBERS.replaceAll('"', "'")}}`), 40001, '$', {
      flags: ['LenientJson'],
    }),
    invalid('list', 'A list.', exactly(`[{${MEMBERS}}]`), 40001, '$'),
    invalid('string', 'A text.', exactly('"token"'), 40001, '$'),
    invalid('null', 'null.', exactly('null'), 40001, '$'),
    invalid('form', 'A form.', exactly(`keyName=${KEY_NAME}&timestamp=${NOW}&nonce=${NONCE}&mac=${MAC}`), 40001, '$'),
    invalid(
      'duplicate-member',
      'A member that is named twice: readers differ on which of the two counts.',
      exactly(`{${MEMBERS},"clientId":"alice","clientId":"admin"}`),
      40001,
      '$.clientId',
      { flags: ['DuplicateNames'] },
    ),
    invalid(
      'duplicate-member-escaped',
      'An escape does not make another name.',
      exactly(`{${MEMBERS},"clientId":"alice","client\\u0049d":"admin"}`),
      40001,
      '$.clientId',
      { flags: ['DuplicateNames'] },
    ),
    invalid(
      'duplicate-unknown-member',
      'Also where it is not known.',
      exactly(`{${MEMBERS},"x":1,"x":1}`),
      40001,
      '$.x',
      { flags: ['DuplicateNames'] },
    ),
    invalid('duplicate-member-inside', 'Also inside one.', exactly(`{${MEMBERS},"x":{"y":1,"y":2}}`), 40001, '$.x.y', {
      flags: ['DuplicateNames'],
    }),
    invalid(
      'duplicate-member-in-list',
      'Or of a list.',
      exactly(`{${MEMBERS},"x":[{"y":1},{"y":1,"y":2}]}`),
      40001,
      '$.x[1].y',
      { flags: ['DuplicateNames'] },
    ),
    invalid(
      'lone-surrogate-in-list',
      'Half of a surrogate pair, after text that is well-formed.',
      exactly(`{${MEMBERS},"x":["é",{"y":"\\ud800"}]}`),
      40001,
      '$.x[1].y',
      { flags: ['LoneSurrogate'] },
    ),
    invalid(
      'lone-surrogate',
      'Half of a surrogate pair.',
      exactly(`{${MEMBERS},"clientId":"a\\ud800"}`),
      40001,
      '$.clientId',
      { flags: ['LoneSurrogate'] },
    ),
    invalid(
      'lone-surrogate-after-escape',
      'Half of a pair after another escape.',
      exactly(`{${MEMBERS},"clientId":"\\n\\ud800"}`),
      40001,
      '$.clientId',
      { flags: ['LoneSurrogate'] },
    ),
    valid(
      'first-and-last-second-half',
      'The least and the greatest second half of a pair.',
      exactly(`{${MEMBERS},"clientId":"\\ud800\\udc00\\ud800\\udfff"}`),
      { flags: ['LoneSurrogate'] },
    ),
    valid(
      'many-unknown-members',
      'Members that are known, after 60 that are not.',
      exactly(`{${Array.from({ length: 60 }, (_, index) => `"x${index}":${index},`).join('')}${MEMBERS}}`),
      { flags: ['UnknownMembers'] },
    ),
    invalid(
      'duplicate-after-many-members',
      'A member that is named twice, the 60th time.',
      exactly(`{${MEMBERS}${Array.from({ length: 60 }, (_, index) => `,"x${index}":${index}`).join('')},"x7":1}`),
      40001,
      '$.x7',
      { flags: ['DuplicateNames'] },
    ),
    invalid(
      'lone-surrogate-in-name',
      'In the name of a member that is not known.',
      exactly(`{${MEMBERS},"a\\udc00":1}`),
      40001,
      undefined,
      { flags: ['LoneSurrogate'] },
    ),
    valid('depth-at-limit', '8 levels.', exactly(nested(`{${MEMBERS},"x":`, 7, '}')), { flags: ['Limit'] }),
    invalid('depth-above-limit', '9 levels.', exactly(nested(`{${MEMBERS},"x":`, 8, '}')), 40001, '$', {
      flags: ['Limit'],
    }),
    valid(
      'depth-after-siblings',
      '8 levels, after others that have ended.',
      exactly(nested(`{${MEMBERS},"a":[[],{}],"b":{"c":[]},"x":`, 7, '}')),
      {
        flags: ['Limit'],
      },
    ),
    invalid(
      'depth-above-limit-after-siblings',
      '9 levels, after others.',
      exactly(nested(`{${MEMBERS},"a":[[],{}],"x":`, 8, '}')),
      40001,
      '$',
      {
        flags: ['Limit'],
      },
    ),
    invalid(
      'depth-of-objects',
      'Objects nest as lists do.',
      exactly(`{${MEMBERS},"x":${'{"y":'.repeat(8)}1${'}'.repeat(9)}`),
      40001,
      '$',
      {
        flags: ['Limit'],
      },
    ),
    valid(
      'brackets-after-escaped-quote',
      'A quotation mark that is escaped ends no text.',
      exactly(`{${MEMBERS},"clientId":"\\"[[[[[[[[[[{{{{"}`),
      {
        flags: ['Limit'],
      },
    ),
    invalid(
      'depth-after-escaped-backslash',
      'One after an escaped backslash does.',
      exactly(nested(`{${MEMBERS},"clientId":"\\\\","x":`, 8, '}')),
      40001,
      '$',
      { flags: ['Limit'] },
    ),
    invalid(
      'depth-after-closing-brackets-in-text',
      'Brackets inside a text close nothing.',
      exactly(nested(`{${MEMBERS},"clientId":"]]]]}}}}","x":`, 8, '}')),
      40001,
      '$',
      { flags: ['Limit'] },
    ),
    valid(
      'brackets-in-text',
      'Brackets inside a text do not nest.',
      exactly(`{${MEMBERS},"clientId":"[[[[[[[[[[{{{{"}`),
      { flags: ['Limit'] },
    ),
  ],
);

/** How much of it there may be. */
export const requestSize: CaseGroup = group(
  'size',
  'At most 131072 bytes of JSON text.',
  { spec: ['RSA4f'], basis: 'decision', flags: ['Limit'] },
  [
    valid('at-limit', '131072 bytes, most of them in a member that is dropped.', exactly(padded(131_072))),
    invalid('above-limit', '131073 bytes.', exactly(padded(131_073)), 40001, '$'),
    invalid(
      'above-limit-in-bytes',
      '131073 bytes in fewer characters.',
      exactly(padded(130_073).replace('"x":"' + 'x'.repeat(1000), `"x":"${'é'.repeat(1000)}`)),
      40001,
      '$',
      { flags: ['Limit', 'UnitLength'] },
    ),
  ],
);

function padded(bytes: number): string {
  const text = `{${MEMBERS},"x":""}`;
  return `{${MEMBERS},"x":"${'x'.repeat(bytes - text.length)}"}`;
}
