import type { Cause } from '@ably-auth/explain';
import type { Hello } from './protocol.js';

/** How the notes of causes name a language, by the way in which an adapter names it. */
const LANGUAGES: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^(?:node|java ?script|typescript|deno|bun)/i, ['JavaScript', 'JSON.stringify', 'encodeURIComponent']],
  [/^(?:java|kotlin|scala|jvm|openjdk)/i, ['Java', 'Kotlin', 'Gson', 'Jackson', 'org.json']],
  [/^(?:\.net|c#|f#|dotnet|mono)/i, ['.NET']],
  [/^(?:swift|objective-?c)/i, ['Swift']],
  [/^go/i, ['Go']],
  [/^python/i, ['Python']],
  [/^ruby/i, ['Ruby']],
  [/^php/i, ['PHP']],
  [/^rust/i, ['Rust']],
  [/^dart/i, ['Dart']],
];

/**
 * Causes that explain the same, those first that the SDK itself and then its language are known for. A cause of more
 * mistakes never comes before one of fewer.
 *
 * @param hello how the adapter named SDK and language
 * @param alternatives the causes, each a list of mistakes that act together
 */
export function rankedFor(
  { sdk, language }: Pick<Hello, 'sdk' | 'language'>,
  alternatives: readonly (readonly Cause[])[],
): (readonly Cause[])[] {
  const names = LANGUAGES.find(([pattern]) => pattern.test(language))?.[1] ?? [];
  const isOf = (name: string, maker: string) =>
    name === maker || name.startsWith(`${maker} `) || name.startsWith(`${maker}.`);
  const rank = (causes: readonly Cause[]) => {
    const points: number[] = causes.map(({ seenIn }) => {
      if (seenIn.some((name) => isOf(name, sdk) || name.includes(`${sdk} `) || name.endsWith(sdk))) return 2;
      return seenIn.some((name) => names.some((maker) => isOf(name, maker))) ? 1 : 0;
    });
    return points.reduce((sum, one) => sum + one, 0) / Math.max(points.length, 1);
  };
  return alternatives.toSorted((a, b) => a.length - b.length || rank(b) - rank(a));
}
