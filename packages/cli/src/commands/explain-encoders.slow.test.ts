import { spawnSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Findings } from '../explain/findings.js';
import { KEY, KEY_NAME, NOW, runWithKey, SECRET } from '../program.testing.js';

// Someone whose MAC fails gets the cause by one command: for what the encoders of the SDKs' languages really print.

type Recorded = { readonly encoder: string; readonly setting: string; readonly text: string };
const recorded = JSON.parse(
  readFileSync(new URL('../../../explain/src/encoders.recorded.json', import.meta.url), 'utf8'),
) as Recorded[];

/** The capability as it stands in the programs that were recorded. */
const WRITTEN = '{"room/é":["subscribe","publish"],"a<b>&c=\'d\'":["history"],"10":["presence"],"9":["publish"]}';
const NONCE = '0123456789abcdef';

function requestOf(signed: string, sent: string): string {
  const text = `${KEY_NAME}\n3600000\n${signed}\nalice\n${NOW}\n${NONCE}\n`;
  const mac = createHmac('sha256', SECRET).update(text).digest('base64');
  return JSON.stringify({
    keyName: KEY_NAME,
    ttl: 3_600_000,
    capability: sent,
    clientId: 'alice',
    timestamp: NOW,
    nonce: NONCE,
    mac,
  });
}

async function explain(request: string): Promise<{ findings: Findings; told: string }> {
  const { stdout } = await runWithKey(['explain', '--json'], request);
  const { stdout: told } = await runWithKey(['explain'], request);
  return { findings: JSON.parse(stdout) as Findings, told: told.replaceAll(/\s+/g, ' ') };
}

const causesOf = ({ mac }: Findings) => mac?.explanations[0]?.causes ?? [];

/** The word by which a language is found in `seenIn`; escapes and orders belong to several. */
const NAMED: Readonly<Record<string, RegExp>> = {
  Python: /Python/,
  PHP: /PHP|php/,
  Ruby: /Ruby|ruby/,
  Go: /Go\b|go\b/,
  Java: /Java\b|Gson|Jackson|org\.json|java/,
  '.NET': /\.NET|dotnet|Newtonsoft/,
  Swift: /Swift|cocoa|Apple|JSONSerialization/,
};

describe('a MAC from', () => {
  const changed = recorded.filter(({ text, encoder }) => text !== WRITTEN && encoder in NAMED);

  it.each(changed.map((one) => [`${one.encoder}: ${one.setting}`, one] as const))('%s', async (_, one) => {
    const { findings, told } = await explain(requestOf(one.text, WRITTEN));
    const causes = causesOf(findings);
    expect(causes.length).toBeGreaterThan(0);
    for (const { message, remediation } of causes) {
      expect(told).toContain(message.replaceAll(/\s+/g, ' '));
      expect(told).toContain(remediation);
    }
    const seenIn = causes.flatMap((cause) => cause.seenIn).join('; ');
    expect(seenIn).toMatch(NAMED[one.encoder] ?? /no name/);
    expect(told).toContain('to sign ');
    expect(told).not.toContain(SECRET);
  });

  it('every language', () => {
    expect([...new Set(changed.map(({ encoder }) => encoder))].sort()).toEqual(Object.keys(NAMED).sort());
  });
});

/** A program that signs a request as people write it: it prints the request with the MAC of something else. */
type Signer = {
  readonly program: string;
  readonly file: string;
  readonly args: (file: string) => string[];
  readonly source: string;
};

const SIGNERS: Readonly<Record<string, Signer & { readonly causes: string[] }>> = {
  Python: {
    program: 'python3',
    file: 'sign.py',
    args: (file) => [file],
    causes: ['capability.space-after-separators', 'capability.escaped-non-ascii'],
    source: `
import base64, hashlib, hmac, json, sys
name, secret = sys.argv[1].split(':', 1)
capability = {'chat/é': ['publish', 'subscribe']}
text = '\\n'.join([name, '', json.dumps(capability), '', '${NOW}', '${NONCE}', ''])
mac = base64.b64encode(hmac.new(secret.encode(), text.encode(), hashlib.sha256).digest()).decode()
sent = json.dumps(capability, separators=(',', ':'), ensure_ascii=False)
print(json.dumps(dict(keyName=name, capability=sent, timestamp=${NOW}, nonce='${NONCE}', mac=mac)))
`,
  },
  Go: {
    program: 'go',
    file: 'sign.go',
    args: (file) => ['run', file],
    causes: ['capability.escaped-html'],
    source: `
package main

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"
	"strings"
)

func main() {
	key := strings.SplitN(os.Args[1], ":", 2)
	signed, _ := json.Marshal(map[string][]string{"a&b": {"publish", "subscribe"}})
	text := strings.Join([]string{key[0], "", string(signed), "", "${NOW}", "${NONCE}", ""}, "\\n")
	hash := hmac.New(sha256.New, []byte(key[1]))
	hash.Write([]byte(text))
	request, _ := json.Marshal(map[string]any{
		"keyName": key[0], "capability": \`{"a&b":["publish","subscribe"]}\`, "timestamp": ${NOW}, "nonce": "${NONCE}",
		"mac": base64.StdEncoding.EncodeToString(hash.Sum(nil)),
	})
	fmt.Println(string(request))
}
`,
  },
  Java: {
    program: 'java',
    file: 'Sign.java',
    args: (file) => ['-Dfile.encoding=UTF-8', file],
    causes: ['capability.java-to-string'],
    source: `
import java.util.*;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

public class Sign {
  public static void main(String[] args) throws Exception {
    String[] key = args[0].split(":", 2);
    Map<String, List<String>> capability = new TreeMap<>(Map.of("news", List.of("publish", "subscribe")));
    String text = String.join("\\n", key[0], "", capability.toString(), "", "${NOW}", "${NONCE}", "");
    Mac hash = Mac.getInstance("HmacSHA256");
    hash.init(new SecretKeySpec(key[1].getBytes("UTF-8"), "HmacSHA256"));
    String mac = Base64.getEncoder().encodeToString(hash.doFinal(text.getBytes("UTF-8")));
    System.out.println("{\\"keyName\\":\\"" + key[0] + "\\",\\"capability\\":\\"{\\\\\\"news\\\\\\":[\\\\\\"publish\\\\\\",\\\\\\"subscribe\\\\\\"]}\\","
        + "\\"timestamp\\":${NOW},\\"nonce\\":\\"${NONCE}\\",\\"mac\\":\\"" + mac + "\\"}");
  }
}
`,
  },
  Ruby: {
    program: 'ruby',
    file: 'sign.rb',
    args: (file) => [file],
    causes: ['capability.indented-2'],
    source: `
require 'json'
require 'openssl'
name, secret = ARGV[0].split(':', 2)
capability = { 'news' => ['publish', 'subscribe'] }
text = [name, '', JSON.pretty_generate(capability), '', '${NOW}', '${NONCE}', ''].join("\\n")
mac = [OpenSSL::HMAC.digest('SHA256', secret, text)].pack('m0')
puts JSON.generate(keyName: name, capability: JSON.generate(capability), timestamp: ${NOW}, nonce: '${NONCE}', mac: mac)
`,
  },
  PHP: {
    program: 'php',
    file: 'sign.php',
    args: (file) => [file],
    causes: ['capability.escaped-slash'],
    source: `<?php
[$name, $secret] = explode(':', $argv[1], 2);
$capability = ['a/b' => ['publish', 'subscribe']];
$text = implode("\\n", [$name, '', json_encode($capability), '', '${NOW}', '${NONCE}', '']);
$mac = base64_encode(hash_hmac('sha256', $text, $secret, true));
$sent = json_encode($capability, JSON_UNESCAPED_SLASHES);
echo json_encode(['keyName' => $name, 'capability' => $sent, 'timestamp' => ${NOW}, 'nonce' => '${NONCE}', 'mac' => $mac]);
`,
  },
};

describe('a request that was signed by', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ably-auth-signers-'));
  const absent: string[] = [];
  for (const [language, { program, file, args, source, causes }] of Object.entries(SIGNERS)) {
    if (spawnSync(program, [program === 'go' ? 'version' : '--version']).error !== undefined) {
      absent.push(program);
      continue;
    }
    it(language, async () => {
      const path = join(folder, file);
      writeFileSync(path, source);
      const { stdout, stderr, status } = spawnSync(program, [...args(path), KEY], { encoding: 'utf8' });
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      const { findings } = await explain(stdout);
      expect(causesOf(findings).map(({ id }) => id)).toEqual(expect.arrayContaining(causes));
    });
  }
  if (absent.length > 0) console.info(`explain: recorded encoders alone, no ${absent.join(', no ')} on this machine`);
});
