/** The app that a key name is of; undefined where it is no key name. */
export function appIdOfKid(keyName: string): string | undefined {
  return /^([\w-]+)\.[\w-]+$/.exec(keyName)?.[1];
}
