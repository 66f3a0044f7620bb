import { invalidAt, valid, type Case } from '../authoring.js';
import { flipped, oneOfMany, unusedBits } from './mac-text.js';
import { signer, type ComputeMac } from './signed.js';

/** A right MAC in its one form, and in every form that decoders take for it. */
export function macForms(mac: ComputeMac): readonly Case[] {
  const { input, request } = signer(mac);
  const macOf = (text: string) => request({ nonce: text })['mac'] as string;
  // A nonce whose MAC holds '+' and '/', so that every form differs.
  const nonce = oneOfMany(
    (index) => `mac-form-nonce-${index}`,
    (text) => /\+.*\/|\/.*\+/.test(macOf(text)),
  );
  const right = macOf(nonce);
  const bytes = Buffer.from(right, 'base64');
  const sent = (form: string | null | undefined | number) => input({ nonce }, { sent: { mac: form } });
  const refuse = (name: string, about: string, form: string | null | undefined | number) =>
    invalidAt(name, about, sent(form), 'mac');

  return [
    valid('right-form', "Standard Base64 with '+', '/' and one '='.", sent(right)),
    refuse('url-alphabet', "'-' and '_' for '+' and '/'.", right.replaceAll('+', '-').replaceAll('/', '_')),
    refuse('no-padding', "Without '='.", right.slice(0, 43)),
    refuse('two-equals-signs', "With two '='.", `${right}=`),
    ...unusedBits(right).map(([name, about, text]) => refuse(name, about, `${text}=`)),
    refuse('trailing-line-feed', 'With a line end.', `${right}\n`),
    refuse('leading-space', 'With a space.', ` ${right}`),
    refuse('space-inside', "A space for '+': a form that was decoded twice.", right.replaceAll('+', ' ')),
    refuse('line-break-inside', 'Broken into lines.', `${right.slice(0, 20)}\r\n${right.slice(20)}`),
    refuse('percent-encoded', 'Encoded for a URL.', encodeURIComponent(right)),
    refuse('hexadecimal', 'In hex.', bytes.toString('hex')),
    refuse('base64-of-hex', 'The hex, in Base64.', Buffer.from(bytes.toString('hex')).toString('base64')),
    refuse('31-bytes', 'One byte less.', bytes.subarray(0, 31).toString('base64')),
    refuse('33-bytes', 'One byte more.', Buffer.concat([bytes, Buffer.alloc(1)]).toString('base64')),
    refuse('16-bytes', 'Half of it.', bytes.subarray(0, 16).toString('base64')),
    refuse('other-case', 'In small letters.', right.toLowerCase()),
    refuse('empty', 'The empty text.', ''),
    refuse('absent', 'None.', undefined),
    refuse('null', 'null.', null),
    refuse('number', 'A number.', 7),
    refuse('all-zero', '32 bytes of 0.', Buffer.alloc(32).toString('base64')),
    refuse('one-bit-off', 'One bit is another.', flipped(bytes).toString('base64')),
  ];
}
