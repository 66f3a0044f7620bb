/** Replaces the secret of whatever looks like an API key, and the password in whatever looks like a URL. */
export function hideSecrets(text: string): string {
  return text
    .replace(/\/\/\S*@/g, '//[secret]@')
    .replace(NAME_AND_REST, (whole, name: string, rest: string) => (isPort(name, rest) ? whole : `${name}:[secret]`));
}

/** A name with dots, and what follows its colon, but for the punctuation of the sentence. */
const NAME_AND_REST = /(?<![\w.-])([\w.-]*\.[\w-]+):(\S+?)(?=["':;,.)]*(?:\s|$))/g;

/** The name of a key has one dot; what has more is the address of a host. */
function isPort(name: string, rest: string): boolean {
  return /\w\.[\w-]+\.\w/.test(name) && /^\d{1,5}$/.test(rest);
}
