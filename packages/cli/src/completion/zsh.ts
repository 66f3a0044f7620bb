import type { CommandWords } from './words.js';

/** The completion script for zsh; anything that it does not know is completed as a file. */
export function zshCompletion(commands: readonly CommandWords[]): string {
  const cases = commands.map(
    ({ name, options, choices }) => `    ${name})
      options=(${options.map(({ flag, description }) => described(flag, description)).join(' ')})
      choices=(${choices.join(' ')}) ;;`,
  );
  return `#compdef ably-auth
# zsh completion of ably-auth; load it by: source <(ably-auth completion zsh)
_ably_auth() {
  local -a commands options choices
  commands=(
${commands.map(({ name, description }) => `    ${described(name, description)}`).join('\n')}
  )
  case $words[2] in
${cases.join('\n')}
  esac
  if ((CURRENT == 2)); then
    _describe command commands
  elif [[ $words[CURRENT] == -* ]]; then
    _describe option options
  elif ((CURRENT == 3 && $#choices > 0)); then
    compadd -a choices
  else
    _files
  fi
}
compdef _ably_auth ably-auth`;
}

/** \`name:description\` in single quotes; a colon in the name would end it. */
function described(name: string, description: string): string {
  return `'${name}:${description.replaceAll("'", "'\\''")}'`;
}
