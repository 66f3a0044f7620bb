import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inShell, isInstalled } from './built.testing.js';
import { run } from './program.testing.js';

const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string };

// The built command in a real shell.

const COMMANDS = [
  'explain',
  'inspect',
  'verify',
  'sign',
  'jwt',
  'validate',
  'canonicalize',
  'permits',
  'intersect',
  'conformance',
  'serve',
  'sandbox',
  'completion',
];

const SERVICES = ['serve', 'sandbox'];

const help = async (command: string) => (await run(command === '' ? ['--help'] : ['help', command])).stdout;

describe('the example in the help of', () => {
  it('every command is looked at here', async () => {
    const { stdout } = await run(['--help']);
    const listed = [...stdout.matchAll(/^ {2}([a-z]+) {2,}\S/gm)].map(([, name]) => name);
    expect(listed.filter((name) => name !== 'help')).toEqual(COMMANDS);
  });

  it.each(COMMANDS.filter((command) => !SERVICES.includes(command)))(
    '%s runs',
    async (command) => {
      const [, example = ''] = /\nExample:\n([^]+)$/.exec(await help(command)) ?? [];
      expect(example).toContain(`ably-auth ${command}`);
      const expected = Number(/# exit code (\d+)/.exec(example)?.[1] ?? 0);
      const { status, stderr } = inShell(example);
      expect({ status, stderr }).toEqual({ status: expected, stderr: '' });
    },
    300_000,
  );

  it.each(SERVICES)('%s starts it, and SIGINT ends it', async (command) => {
    const [, example = ''] = /\nExample:\n([^]+)$/.exec(await help(command)) ?? [];
    const [, setup = '', start = ''] = /^([^]*\n) *(ably-auth .*)/.exec(example) ?? [];
    const script = [
      setup,
      `exec 3< <(${start.replace(/--port \d+/, '--port 0')})`,
      'service=$!',
      'read -r started <&3',
      'kill -INT $service',
      'wait $service',
      'echo "$? $started"',
    ].join('\n');
    expect(inShell(script).stdout).toMatch(/^0 (Token service|Sandbox) at http:/);
  });
});

it.each(['', ...COMMANDS])('the help of %s fits into 80 columns', async (command) => {
  for (const line of (await help(command)).split('\n')) expect(line.length, line).toBeLessThanOrEqual(80);
});

describe('in a shell', () => {
  it('passes its exit codes on', () => {
    expect(inShell('ably-auth --version')).toMatchObject({ status: 0, stdout: `${manifest.version}\n` });
    expect(inShell(`ably-auth permits '{"a":["*"]}' b publish`).status).toBe(1);
    expect(inShell('ably-auth dance').status).toBe(2);
    expect(inShell('ably-auth').status).toBe(2);
    expect(inShell('ably-auth verify --key-file /no/such/file x').status).toBe(3);
  });

  it('ends quietly when nobody reads on', () => {
    const capability = JSON.stringify(
      Object.fromEntries(Array.from({ length: 4000 }, (_, i) => [`channel-${i}`, ['*']])),
    );
    const { status, stdout, stderr } = inShell(
      `echo '${capability}' | ably-auth canonicalize --json | head -c 10; ably-auth --help | true`,
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toBe('{\n  "capab');
  });

  it('reads a pipe, a redirection and a process substitution', () => {
    const { stdout } = inShell(
      [
        `echo '{"a":["*"]}' | ably-auth canonicalize`,
        `ably-auth canonicalize <<< '{"b":["*"]}'`,
        `ably-auth canonicalize <(echo '{"c":["*"]}')`,
        `ably-auth sign --key-file <(echo appId.keyId:s3cret) | ABLY_API_KEY=appId.keyId:s3cret ably-auth verify --json | grep '"ok"'`,
      ].join('\n'),
    );
    expect(stdout).toBe('{"a":["*"]}\n{"b":["*"]}\n{"c":["*"]}\n  "ok": true,\n');
  });

  it('has no colour in a pipe', () => {
    expect(inShell(`FORCE_COLOR=1 ably-auth permits '{"a":["*"]}' a publish`).stdout).toBe('yes, by "a"\n');
  });

  it('hands conformance its own arguments, and its exit code back', () => {
    const { status, stdout } = inShell('ably-auth conformance run --help');
    expect(status).toBe(0);
    expect(stdout).toContain('Usage: ably-auth conformance run [options] -- <command...>');
    expect(inShell(`ably-auth conformance run --ids 'mac/*' --json -- true`).status).toBe(3);
    expect(inShell('ably-auth conformance run --no-such-option').status).toBe(2);
  });

  it('lets serve end gracefully, also when nobody reads what it says', () => {
    const script = [
      'exec 3< <(ably-auth serve --port 0 --key appId.keyId:s3cret --json)',
      'service=$!',
      'read -r started <&3',
      'exec 3<&-',
      'kill -INT $service',
      'wait $service',
      'echo "$? $started"',
    ].join('\n');
    expect(inShell(script).stdout).toMatch(/^0 \{.*appId\.keyId/);
  });
});

describe('completion', () => {
  const complete = (...typed: string[]) => {
    const script = [
      'source <(ably-auth completion bash)',
      `COMP_WORDS=(${typed.map((word) => `'${word}'`).join(' ')})`,
      `COMP_CWORD=${typed.length - 1}`,
      // What bash itself does on <Tab>.
      '[[ $(complete -p ably-auth) == "complete -o default -F _ably_auth ably-auth" ]] && _ably_auth',
      'printf "%s\\n" "${COMPREPLY[@]}"',
    ].join('\n');
    const { stdout, stderr, status } = inShell(script);
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
    return stdout.split('\n').filter((line) => line !== '');
  };

  it('of bash knows commands, options and types', () => {
    expect(complete('ably-auth', 'in')).toEqual(['inspect', 'intersect']);
    expect(complete('ably-auth', '')).toEqual(expect.arrayContaining([...COMMANDS, '--version']));
    expect(complete('ably-auth', 'explain', '--key')).toEqual(['--key-capability', '--key-file', '--key']);
    expect(complete('ably-auth', 'sign', '--ttl', '1', '--cl')).toEqual(['--client-id']);
    expect(complete('ably-auth', 'validate', 'TokenR')).toEqual(
      expect.arrayContaining(['TokenRequest', 'TokenRevocationRequest']),
    );
    expect(complete('ably-auth', 'completion', '')).toEqual(['bash', 'zsh', 'fish']);
    expect(complete('ably-auth', 'validate', 'TokenRequest', 'x')).toEqual([]);
  });

  it('knows every long option of every command', async () => {
    const scripts = await Promise.all(['bash', 'zsh', 'fish'].map((shell) => run(['completion', shell])));
    for (const command of COMMANDS) {
      for (const [, option = ''] of (await help(command)).matchAll(/^ {2}(?:-\w, )?--([a-z-]+)/gm)) {
        for (const { stdout } of scripts) expect(stdout).toContain(option);
      }
    }
  });

  it.runIf(isInstalled('zsh'))('is a script that zsh reads', () => {
    const script =
      'autoload -Uz compinit && compinit -u -d /dev/null; source <(ably-auth completion zsh); echo $_comps[ably-auth]';
    expect(inShell(script, 'zsh')).toMatchObject({ stdout: '_ably_auth\n', stderr: '' });
  });

  it.runIf(isInstalled('fish'))('is a script that fish completes by', () => {
    const script = `ably-auth completion fish | source; complete -C 'ably-auth in'; complete -C 'ably-auth sign --cl'`;
    const { stdout, stderr } = inShell(script, 'fish');
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^inspect\t.*\nintersect\t.*\n--client-id\t/);
  });

  const absent = ['zsh', 'fish'].filter((shell) => !isInstalled(shell) && !existsSync(`/usr/bin/${shell}`));
  if (absent.length > 0) console.info(`completion: not run, no ${absent.join(' and no ')} on this machine`);
});

describe('the README', () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const folder = mkdtempSync(join(tmpdir(), 'ably-auth-readme-'));
  writeFileSync(join(folder, 'request.json'), /```json\n([^]*?)```/.exec(readme)?.[1] ?? '');
  const blocks = [...readme.matchAll(/```console\n([^]*?)```/g)].map(([, block = '']) => block);
  const shown = blocks.flatMap((block) => block.split(/^\$ /m).slice(1)).map((text) => text.split(/\n([^]*)/));

  it.each(shown)('shows what is printed by %s', (command = '', output = '') => {
    const { stdout, stderr } = inShell(`export ABLY_KEY=appId.keyId:s3cret\n${command}`, 'bash', folder);
    expect({ stdout: stdout.trimEnd(), stderr }).toEqual({ stdout: output.trimEnd(), stderr: '' });
  });

  it('names every command and every option that checks', async () => {
    for (const command of COMMANDS) expect(readme).toContain(`| \`${command} `);
    for (const [option] of (await help('explain')).matchAll(/--[a-z-]+/g)) {
      if (option !== '--help' && option !== '--ttl') expect(readme).toContain(option);
    }
  });
});
