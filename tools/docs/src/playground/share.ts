import { redactKeys } from '@ably-auth/validation/internal';

/** What a form holds. */
type Form = Record<string, string | boolean>;

/** The field that holds the key: no link ever carries it. */
const SECRET = 'key';

/**
 * A link to a tool with what its form holds, except for the key. It goes behind the `#`, which no browser sends to a server.
 *
 * @returns undefined if another field holds the secret of the key, or a whole key
 */
export function linkTo(page: string, form: Readonly<Form>): string | undefined {
  const fields = Object.entries(form).filter(([name, value]) => name !== SECRET && value !== '' && value !== false);
  const key = String(form[SECRET] ?? '');
  const secret = key.slice(key.indexOf(':') + 1);
  const holdsKey = (text: string) => (secret !== '' && text.includes(secret)) || redactKeys(text) !== text;
  if (fields.some(([, value]) => holdsKey(String(value)))) return undefined;
  const query = new URLSearchParams(fields.map(([name, value]): [string, string] => [name, String(value)]));
  return `${page}#${query.toString()}`;
}

/** The fields of a form that a link holds; other members of it are left out, the key among them. */
export function formOfLink<T extends Form>(hash: string, form: Readonly<T>): Partial<T> {
  const given = new URLSearchParams(hash.replace(/^#/, ''));
  const fields = Object.entries(form).flatMap(([name, value]) => {
    const text = given.get(name);
    if (name === SECRET || text === null) return [];
    return [[name, typeof value === 'boolean' ? text === 'true' : text]];
  });
  return Object.fromEntries(fields) as Partial<T>;
}
