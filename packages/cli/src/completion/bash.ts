import type { CommandWords } from './words.js';

/** The completion script for bash; anything that it does not know is completed as a file. */
export function bashCompletion(commands: readonly CommandWords[]): string {
  const cases = commands.map(
    ({ name, options, choices }) => `    ${name}) options='${flagsOf(options)}' choices='${choices.join(' ')}' ;;`,
  );
  return `# bash completion of ably-auth; load it by: source <(ably-auth completion bash)
_ably_auth() {
  local current=\${COMP_WORDS[COMP_CWORD]} options='' choices=''
  COMPREPLY=()
  case \${COMP_WORDS[1]} in
${cases.join('\n')}
  esac
  if ((COMP_CWORD == 1)); then
    COMPREPLY=($(compgen -W '${commands.map(({ name }) => name).join(' ')} --help --version' -- "$current"))
  elif [[ $current == -* ]]; then
    COMPREPLY=($(compgen -W "$options" -- "$current"))
  elif ((COMP_CWORD == 2)); then
    COMPREPLY=($(compgen -W "$choices" -- "$current"))
  fi
}
complete -o default -F _ably_auth ably-auth`;
}

function flagsOf(options: CommandWords['options']): string {
  return options.map(({ flag }) => flag).join(' ');
}
