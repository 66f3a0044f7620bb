/** Replaces the secret of whatever looks like an API key, and the password in whatever looks like a URL. */
export function hideSecrets(text: string): string {
  return text.replace(/([\w-]+\.[\w-]+):[!-~]+/g, '$1:[secret]').replace(/\/\/[^/\s]*@/g, '//[secret]@');
}

/** Text of others cannot write on a terminal: control characters are shown as what they are. */
export function visible(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}
