import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { diagnoseText, explainMac } from './index.js';
import { KEY, REQUEST, signedAs } from './request.testing.js';

// What the JSON encoders of the SDKs' languages really print for one capability. Where the program is installed,
// the record is compared with what it prints now.

type Recorded = { encoder: string; setting: string; text: string } & (
  { command: [string, ...string[]] } | { made: string }
);
const recorded = JSON.parse(readFileSync(new URL('encoders.recorded.json', import.meta.url), 'utf8')) as Recorded[];
const names = recorded.map(({ encoder, setting }) => `${encoder}: ${setting}`);

/** The capability as it stands in the programs, and its canonical text. */
const WRITTEN = '{"room/é":["subscribe","publish"],"a<b>&c=\'d\'":["history"],"10":["presence"],"9":["publish"]}';
const CANONICAL = '{"10":["presence"],"9":["publish"],"a<b>&c=\'d\'":["history"],"room/é":["publish","subscribe"]}';

/** What each setting must be blamed for, if it changes more than the order. */
const EXPECTED: Readonly<Record<string, string[]>> = {
  'Python: json.dumps(c)': ['capability.space-after-separators', 'capability.escaped-non-ascii'],
  'Python: json.dumps(c, sort_keys=True)': ['capability.space-after-separators', 'capability.escaped-non-ascii'],
  "Python: json.dumps(c, separators=(',', ':'))": ['capability.escaped-non-ascii'],
  'Python: json.dumps(c, ensure_ascii=False)': ['capability.space-after-separators'],
  'Python: json.dumps(c, indent=4)': ['capability.indented-4', 'capability.escaped-non-ascii'],
  'Python: str(c)': ['capability.python-repr'],
  'PHP: json_encode($c)': ['capability.escaped-slash', 'capability.escaped-non-ascii'],
  'PHP: json_encode($c, JSON_UNESCAPED_SLASHES)': ['capability.escaped-non-ascii'],
  'PHP: json_encode($c, JSON_UNESCAPED_UNICODE)': ['capability.escaped-slash'],
  'PHP: json_encode($c, JSON_PRETTY_PRINT | JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE)': [
    'capability.indented-4',
  ],
  'PHP: ksort($c); json_encode($c)': [
    'capability.resources-numeric-strings-as-numbers',
    'capability.operations-unsorted',
    'capability.escaped-slash',
    'capability.escaped-non-ascii',
  ],
  'PHP: json_encode($c, JSON_HEX_TAG | JSON_HEX_AMP | JSON_HEX_APOS | JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE)':
    ['capability.escaped-html-upper'],
  'Ruby: JSON.generate(c)': ['capability.resources-unsorted', 'capability.operations-unsorted'],
  'Ruby: JSON.pretty_generate(c)': ['capability.indented-2'],
  'Ruby: c.to_s': ['capability.ruby-inspect'],
  'Ruby: JSON.generate(c, ascii_only: true)': ['capability.escaped-non-ascii'],
  'JavaScript: JSON.stringify(c)': ['capability.resources-unsorted', 'capability.operations-unsorted'],
  'JavaScript: JSON.stringify(c, null, 2)': ['capability.indented-2'],
  // eslint-disable-next-line no-template-curly-in-string
  'JavaScript: `${c}`': ['capability.javascript-string'],
  'Go: json.Marshal(c)': ['capability.escaped-html', 'capability.operations-unsorted'],
  'Go: json.MarshalIndent(c, "", "\\t")': ['capability.indented-tab', 'capability.escaped-html'],
  'Go: fmt.Sprint(c)': ['capability.go-format'],
  'Java: new Gson().toJson(map)': ['capability.escaped-html-gson'],
  'Java: new GsonBuilder().setPrettyPrinting().create().toJson(map)': [
    'capability.indented-2',
    'capability.escaped-html-gson',
  ],
  'Java: new ObjectMapper().writeValueAsString(map)': ['capability.resources-unsorted'],
  'Java: new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(map)': ['capability.indented-jackson'],
  'Java: ObjectMapper with ESCAPE_NON_ASCII': ['capability.escaped-non-ascii-upper'],
  // Blamed on a HashMap or on no sorting at all: of four names either may be.
  'Java: new JSONObject(map).toString()': [],
  'Java: new JSONObject(map).toString(2)': ['capability.indented-org-json'],
  'Java: map.toString()': ['capability.java-to-string'],
  '.NET: System.Text.Json JsonSerializer.Serialize(c)': ['capability.escaped-html-dotnet'],
  '.NET: Newtonsoft.Json JsonConvert.SerializeObject(c, Formatting.Indented) on Windows': ['capability.indented-crlf'],
  'Swift: JSONSerialization.data(withJSONObject: c, options: .sortedKeys)': ['capability.escaped-slash'],
  'Swift: JSONEncoder().encode(c), in the order of one run': ['capability.escaped-slash'],
};

const isJson = (text: string) => text.startsWith('{"') && !text.includes('=>');
const idsOf = (causes: readonly { id: string }[] | undefined) => (causes ?? []).map(({ id }) => id);

describe.each(recorded.map((record, index) => ({ ...record, name: names[index] ?? '' })))('$name', (record) => {
  const { name, text } = record;
  const expected = EXPECTED[name] ?? ['no expectation'];

  it('signed where the request has the text that was meant', async () => {
    const { matches, explanations } = await explainMac({
      request: signedAs({ capability: text }, { ...REQUEST, capability: WRITTEN }),
      key: KEY,
    });
    if (text === WRITTEN) expect(matches).toBe(true);
    else expect(idsOf(explanations[0]?.causes)).toEqual(expect.arrayContaining(expected));
  });

  it('signed where the request has the canonical text, and it is known what was meant', async () => {
    const request = signedAs({ capability: text }, { ...REQUEST, capability: CANONICAL });
    const { explanations } = await explainMac({ request, key: KEY, intended: { capability: WRITTEN } });
    const causes = text === WRITTEN ? ['capability.verbatim'] : expected;
    expect(idsOf(explanations[0]?.causes)).toEqual(expect.arrayContaining(causes));
  });

  // A map that was printed in another order than the canonical one cannot be told from its text alone.
  if (!isJson(text)) return;

  it('signed where the request has the canonical text, and nothing else is known', async () => {
    const request = signedAs({ capability: text }, { ...REQUEST, capability: CANONICAL });
    const { explanations } = await explainMac({ request, key: KEY });
    const order = /resources|operations/;
    expect(explanations.length).toBeGreaterThan(0);
    expect(idsOf(explanations[0]?.causes)).toEqual(expect.arrayContaining(expected.filter((id) => !order.test(id))));
  });

  it('in the request where the canonical text was signed', async () => {
    const request = signedAs({ capability: CANONICAL }, { ...REQUEST, capability: text });
    const { explanations } = await explainMac({ request, key: KEY });
    expect(idsOf(explanations[0]?.causes)).toEqual(expect.arrayContaining(['capability.reserialised', ...expected]));
  });

  it('told from two texts', () => {
    expect(idsOf(diagnoseText(CANONICAL, text)?.causes)).toEqual(expect.arrayContaining(expected));
  });
});

describe('what was recorded', () => {
  const absent = new Set<string>();
  for (const record of recorded) {
    if (!('command' in record)) continue;
    const [program, ...args] = record.command;
    const { status, stdout } = spawnSync(program, args, { encoding: 'utf8' });
    if (status === null) absent.add(program);
    else {
      it(`is what the program prints: ${record.encoder}: ${record.setting}`, () => {
        expect(stdout).toBe(record.text);
      });
    }
  }
  if (absent.size > 0) console.info(`encoders: recorded outputs alone for ${[...absent].join(', ')}`);
});
