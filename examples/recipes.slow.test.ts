import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { verifyTokenRequest } from '@ably-auth/core';
import { verifyAblyJwt } from '@ably-auth/jwt';
import type { TokenRequest } from '@ably-auth/validation';
import { decodeJwt } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { casesOfVectors, type Case } from './recipe-cases.testing.js';

const RECIPES = fileURLToPath(new URL('recipes/', import.meta.url));

type Answer = { readonly request: TokenRequest; readonly jwt: string } | { readonly error: string };
type Language = {
  readonly file: string;
  /** Whether its params may hold a timestamp and a nonce. */
  readonly takesNonce?: true;
  /** A command that answers with 0 where the toolchain is installed. */
  readonly toolchain: readonly string[];
  /** Answers the cases with a program that calls the recipe; the folder holds a copy of it. */
  readonly answer: (cases: readonly Case[], folder: string) => string;
};

const run = (command: string, args: readonly string[], cwd: string, input = '') =>
  execFileSync(command, args, {
    cwd,
    input,
    encoding: 'utf8',
    maxBuffer: 1e7,
    env: { ...process.env, GOFLAGS: '-mod=mod', GOPROXY: 'off', GO111MODULE: 'off' },
  });
const literal = (text: string) =>
  JSON.stringify(text).replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
const orNull = <T>(value: T | undefined, write: (value: T) => string) => (value === undefined ? 'null' : write(value));

const LANGUAGES: Readonly<Record<string, Language>> = {
  Python: {
    file: 'ably_tokens.py',
    takesNonce: true,
    toolchain: ['python3', '--version'],
    answer: (cases, folder) =>
      run(
        'python3',
        [
          '-c',
          `import json, sys; from ably_tokens import *
def answer(case):
    try: return {"request": token_request(case["params"], case["key"]), "jwt": ably_jwt(case["params"], case["key"])}
    except ValueError as error: return {"error": str(error)}
print(json.dumps([answer(case) for case in json.load(sys.stdin)]))`,
        ],
        folder,
        JSON.stringify(cases),
      ),
  },
  PHP: {
    file: 'ably_tokens.php',
    takesNonce: true,
    toolchain: ['php', '--version'],
    answer: (cases, folder) =>
      run(
        'php',
        [
          '-r',
          `require 'ably_tokens.php'; echo json_encode(array_map(function ($case) {
  try { return ['request' => token_request($case['params'], $case['key']), 'jwt' => ably_jwt($case['params'], $case['key'])]; }
  catch (InvalidArgumentException $error) { return ['error' => $error->getMessage()]; }
}, json_decode(stream_get_contents(STDIN), true)));`,
        ],
        folder,
        JSON.stringify(cases),
      ),
  },
  Ruby: {
    file: 'ably_tokens.rb',
    takesNonce: true,
    toolchain: ['ruby', '--version'],
    answer: (cases, folder) =>
      run(
        'ruby',
        [
          '-r./ably_tokens',
          '-e',
          `puts JSON.generate(JSON.parse($stdin.set_encoding('UTF-8').read).map { |c| begin
  { request: AblyTokens.token_request(c['params'], c['key']), jwt: AblyTokens.ably_jwt(c['params'], c['key']) }
rescue ArgumentError => e then { error: e.message } end })`.replace(
            'rescue ArgumentError => e then',
            'rescue ArgumentError => e\n',
          ),
        ],
        folder,
        JSON.stringify(cases),
      ),
  },
  Go: {
    file: 'ably_tokens.go',
    toolchain: ['go', 'version'],
    answer: (cases, folder) => {
      writeFileSync(
        join(folder, 'main.go'),
        `package main
import ("encoding/json"; "os")
func main() {
	var cases []struct { Key string; Params TokenParams }
	if err := json.NewDecoder(os.Stdin).Decode(&cases); err != nil { panic(err) }
	answers := []map[string]any{}
	for _, one := range cases {
		request, err := NewTokenRequest(one.Params, one.Key)
		if err != nil { answers = append(answers, map[string]any{"error": err.Error()}); continue }
		jwt, _ := NewAblyJWT(one.Params, one.Key)
		answers = append(answers, map[string]any{"request": request, "jwt": jwt})
	}
	json.NewEncoder(os.Stdout).Encode(answers)
}`,
      );
      return run('go', ['run', 'main.go', 'ably_tokens.go'], folder, JSON.stringify(cases));
    },
  },
  Java: {
    file: 'AblyTokens.java',
    toolchain: ['javac', '-version'],
    answer: (cases, folder) => {
      const calls = cases.map(({ key, params: { ttl, capability, clientId } }) => {
        const entries = orNull(
          capability,
          (one) =>
            `Map.ofEntries(${Object.entries(one)
              .map(([name, operations]) => `Map.entry(${literal(name)}, List.of(${operations.map(literal).join()}))`)
              .join()})`,
        );
        return `answer(() -> new AblyTokens.Params(${orNull(ttl, (one) => `${one}L`)}, ${entries}, ${orNull(clientId, literal)}), ${literal(key)})`;
      });
      writeFileSync(
        join(folder, 'Main.java'),
        `import java.util.*; import java.util.function.Supplier;
final class Main {
  static String answer(Supplier<AblyTokens.Params> params, String key) {
    try {
      String request = AblyTokens.json(AblyTokens.tokenRequest(params.get(), key));
      return "{\\"request\\":" + request + "," + AblyTokens.json(Map.of("jwt", AblyTokens.ablyJwt(params.get(), key))).substring(1);
    } catch (IllegalArgumentException error) {
      return AblyTokens.json(Map.of("error", error.getMessage()));
    }
  }
  public static void main(String[] none) throws Exception {
    String[] answers = {${calls.join(',\n')}};
    System.out.write(("[" + String.join(",", answers) + "]").getBytes("UTF-8"));
    System.out.flush();
  }
}`,
      );
      run('javac', ['-encoding', 'UTF-8', '-d', 'classes', 'AblyTokens.java', 'Main.java'], folder);
      return run('java', ['-cp', 'classes', 'Main'], folder);
    },
  },
  'C#': {
    file: 'AblyTokens.cs',
    toolchain: ['mcs', '--version'],
    answer: (cases, folder) => {
      const calls = cases.map(({ key, params: { ttl, capability, clientId } }) => {
        const entries = orNull(
          capability,
          (one) =>
            `new Dictionary<string, string[]> { ${Object.entries(one)
              .map(([name, operations]) => `{ ${literal(name)}, new string[] { ${operations.map(literal).join()} } }`)
              .join()} }`,
        );
        const rest = `${literal(key)}, ${entries}, ${orNull(clientId, literal)}, ${ttl ?? ''}`.replace(/, $/, '');
        return `Answer(() => "{\\"request\\":" + AblyTokens.TokenRequest(${rest}) + ",\\"jwt\\":\\"" + AblyTokens.AblyJwt(${rest}) + "\\"}")`;
      });
      writeFileSync(
        join(folder, 'Main.cs'),
        `using System; using System.Collections.Generic;
static class Program {
  static string Answer(Func<string> answer) {
    try { return answer(); } catch (ArgumentException error) { return "{\\"error\\":\\"" + error.Message + "\\"}"; }
  }
  static void Main() {
    var octets = new System.Text.UTF8Encoding(false).GetBytes("[" + string.Join(",", new[] { ${calls.join(',\n')} }) + "]");
    Console.OpenStandardOutput().Write(octets, 0, octets.Length);
  }
}`,
      );
      run('mcs', ['-out:main.exe', 'AblyTokens.cs', 'Main.cs'], folder);
      return run('mono', ['main.exe'], folder);
    },
  },
};

describe.each(Object.entries(LANGUAGES))(
  'the recipe in %s',
  (language, { file, takesNonce = false, toolchain, answer }) => {
    const [command = '', ...args] = toolchain;
    const isInstalled = spawnSync(command, args).status === 0;
    const cases = casesOfVectors(takesNonce);
    const folder = mkdtempSync(join(tmpdir(), 'ably-auth-recipe-'));
    let answers: readonly Answer[] = [];
    let [asked, answeredAt] = [0, 0];
    beforeAll(() => {
      if (!isInstalled) return;
      cpSync(join(RECIPES, file), join(folder, file));
      asked = Date.now();
      answers = JSON.parse(answer(cases, folder)) as Answer[];
      answeredAt = Date.now();
    });

    it.skipIf(!isInstalled)(
      `signs what the vectors say${isInstalled ? '' : `: NOT RUN, there is no ${command}`}`,
      async () => {
        expect(cases.length).toBeGreaterThan(20);
        expect(answers).toHaveLength(cases.length);
        for (const [index, { id, key, params, expected }] of cases.entries()) {
          const answered = answers[index] as Answer;
          if (expected === undefined) {
            expect(answered, id).toEqual({ error: 'clientId: expected text without control characters' });
            continue;
          }
          if ('error' in answered) throw new Error(`${id}: ${answered.error}`);
          expect(answered.request, id).toMatchObject(expected);
          const { leniencies } = await verifyTokenRequest(answered.request, {
            key,
            now: () => answered.request.timestamp,
          });
          expect(leniencies, id).toEqual([]);
          // At the time of its signature, since the ttl of a vector may be a second.
          const now = () => (decodeJwt(answered.jwt).iat ?? Number.NaN) * 1000;
          const { clientId, capability, expires, issued } = await verifyAblyJwt(answered.jwt, { key, now });
          expect(issued, id).toBeGreaterThan(asked - 1000);
          expect(issued, id).toBeLessThanOrEqual(answeredAt);
          expect([clientId, expires - issued], id).toEqual([
            params.clientId,
            Math.floor((params.ttl ?? 3_600_000) / 1000) * 1000,
          ]);
          const { capability: text } = expected as { capability?: string };
          expect(capability === undefined ? undefined : JSON.stringify(capability), id).toBe(
            text === undefined ? undefined : JSON.stringify(JSON.parse(text)),
          );
        }
      },
    );

    it.skipIf(!isInstalled)('signs a ttl, in ms in a TokenRequest and in seconds in a JWT', async () => {
      const key = 'appId.keyId:s3cret';
      const [answered] = JSON.parse(
        answer([{ id: 'ttl', key, params: { ttl: 60_000 }, expected: undefined }], folder),
      ) as Answer[];
      if (answered === undefined || 'error' in answered) throw new Error(`${language}: no answer`);
      const { request } = await verifyTokenRequest(answered.request, { key });
      const { expires, issued } = await verifyAblyJwt(answered.jwt, { key });
      expect([request.ttl, expires - issued]).toEqual([60_000, 60_000]);
    });
  },
);
