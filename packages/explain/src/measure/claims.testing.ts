import type { Field } from './independent/plan.testing.js';

/** What is true of a request, as far as a sentence about its mistakes can speak of it. */
export interface Facts {
  readonly request: Record<string, unknown>;
  readonly keySecret: string;
  /** The text that was really signed for each field, and all of it. */
  readonly signed: Record<Field, string>;
  readonly signedText: string;
  /** Whether the answer names the mistakes that were made. */
  readonly isNamed: boolean;
}

const fieldName = '(keyName|ttl|capability|clientId|timestamp|nonce|mac)';

type Claim = readonly [
  said: RegExp,
  holds: (facts: Facts, said: RegExpExecArray, field: string | undefined) => boolean,
];

/** A ttl of 0 is read as absent. */
const absent = (facts: Facts, field: string): boolean =>
  facts.request[field] === undefined ||
  facts.request[field] === null ||
  (field === 'ttl' && facts.request[field] === 0);

function written(facts: Facts, field: string | undefined): string {
  const value = field === undefined ? undefined : facts.request[field];
  return typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value);
}

function capabilityOf(facts: Facts): Record<string, unknown> | undefined {
  for (const text of [facts.request['capability'], facts.signed.capability]) {
    try {
      const parsed: unknown = typeof text === 'string' ? JSON.parse(text) : text;
      if (typeof parsed === 'object' && parsed !== null) return parsed as Record<string, unknown>;
    } catch {
      // not JSON: the other one may be
    }
  }
  return undefined;
}

const anywhere = (facts: Facts, test: RegExp): boolean =>
  test.test(
    Object.values(facts.request)
      .filter((value) => typeof value === 'string')
      .join('\n'),
  ) ||
  test.test(facts.keySecret) ||
  test.test(facts.signedText);

/** A quoted value may be an excerpt: its ends are then marked with `…`. */
function quotes(quoted: string, value: string): boolean {
  const literal = quoted.startsWith('"') ? (JSON.parse(quoted) as string) : quoted;
  const parts = literal.split(/…|\[secret\]/).filter((part) => part !== '');
  let at = 0;
  for (const part of parts) {
    at = value.indexOf(part, at);
    if (at < 0) return false;
    at += part.length;
  }
  return /…|\[secret\]/.test(literal) || literal === value;
}

const json = String.raw`"(?:[^"\\]|\\.)*"`;

export const claims: readonly Claim[] = [
  [new RegExp(`${fieldName}(?: of the request)? (?:is|was) absent`), (facts, [, field]) => absent(facts, field ?? '')],
  [new RegExp(`\\babsent ${fieldName}`), (facts, [, field]) => absent(facts, field ?? '')],
  [
    /absent fields?/,
    (facts) => ['ttl', 'capability', 'clientId'].some((field) => absent(facts, field) || facts.request[field] === 0),
  ],
  [
    new RegExp(`\\bsent (?:as )?(${json}|-?\\d[\\d.]*\\b)`),
    (facts, [, sent], field) => quotes(sent ?? '', written(facts, field)),
  ],
  [
    new RegExp(`\\bsigned (?:as )?(${json})`),
    (facts, [, signed], field) => {
      const truth = facts.signed[field as Field];
      // Another reading of the same octets may stand beside the true one.
      const isReading =
        facts.isNamed && facts.signedText.includes((JSON.parse(signed ?? '""') as string).replaceAll('…', ''));
      return truth === undefined || quotes(signed ?? '', truth) || isReading;
    },
  ],
  [
    /signed in seconds and sent in milliseconds/,
    (facts, _said, field) => Number(facts.request[field ?? '']) > Number(facts.signed[field as Field]),
  ],
  [
    /sent in seconds and signed in milliseconds/,
    (facts, _said, field) => Number(facts.request[field ?? '']) < Number(facts.signed[field as Field]),
  ],
  [/outside ASCII|non-ASCII|not ASCII/, (facts) => anywhere(facts, /[^\0-\x7f]/)],
  [/`\/` written as `\\\/`/, (facts) => anywhere(facts, /\//)],
  [/U\+2028/, (facts) => anywhere(facts, /[\u2028\u2029]|\\u202[89]/)],
  [/U\+007F|\bDEL\b/, (facts) => anywhere(facts, /\x7f|\\u007[fF]/)],
  [/`<`, `>`|HTML escapes/, (facts) => anywhere(facts, /[<>&='"]/)],
  [
    /order of (?:the|its) resources|resources in (?:the|an)?other order|resource names? .*order/,
    (facts) => Object.keys(capabilityOf(facts) ?? {}).length > 1,
  ],
  [
    /order of (?:the|its) operations/,
    (facts) => Object.values(capabilityOf(facts) ?? {}).some((list) => Array.isArray(list) && list.length > 1),
  ],
  [
    /integer-like|names that are whole numbers/,
    (facts) => Object.keys(capabilityOf(facts) ?? {}).some((name) => /^\d+$/.test(name)),
  ],
  [
    /the mac (?:sent )?is (?:in )?(upper case )?hexadecimal(?! with)/,
    (facts) => /^[0-9a-f]+$/i.test(String(facts.request['mac'])),
  ],
  [/the mac has no padding/, (facts) => !String(facts.request['mac']).includes('=')],
  // SDKs and languages, each only for what it does (sdk-behaviours: how the public SDKs sign)
  [
    /\bPHP\b/,
    (facts) =>
      anywhere(facts, /\/|\\n|[^\0-\x7f]|^Array$|\[\]|\{\}|E\+|"0"|\d\.\d/m) || capabilityOf(facts) !== undefined,
  ],
  [/\bPython\b/, (facts) => anywhere(facts, /[^\0-\x7f]|None|b'|'|, |: |\x7f|\\u|\.0|e\+/)],
  [/\bSwift\b/, (facts) => anywhere(facts, /Optional|nil|": |\[/)],
  [/\bRust\b/, (facts) => anywhere(facts, /Some|None/) || absent(facts, 'ttl') || absent(facts, 'capability')],
  [/\bRuby\b/, (facts) => anywhere(facts, /nil|=>|[^\w-]/)],
];

/** The claims of a sentence that are false of the request. */
export function falseClaims(sentence: string, facts: Facts): string[] {
  const field = new RegExp(`^TokenRequest\\.${fieldName}`).exec(sentence)?.[1];
  return claims.flatMap(([said, holds]) => {
    const match = said.exec(sentence);
    return match === null || holds(facts, match, field) ? [] : [`${match[0]} — ${sentence}`];
  });
}

/** A secret, or a piece of it that would help to guess it, in any of its usual encodings. */
export function printsSecret(sentence: string, { keySecret }: Facts): boolean {
  const forms = [
    keySecret,
    encodeURIComponent(keySecret),
    ...(['base64', 'base64url', 'hex'] as const).map((form) => Buffer.from(keySecret).toString(form)),
  ];
  return forms.some((form) => sentence.includes(form) || (form.length > 16 && sentence.includes(form.slice(0, 12))));
}
