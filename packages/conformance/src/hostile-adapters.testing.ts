/** Adapters that do what no adapter should: each is a program for `node -e`, and what its report has to say. */
export type HostileAdapter = {
  readonly name: string;
  readonly script: string;
  /** Words of the report, or of the error where the adapter never starts. */
  readonly says: RegExp;
};

/** Reads lines, calls `on(test, line)` for each, and answers the hello by itself. */
const base = (
  on: string,
  hello = `say({ type: 'hello', protocol: 1, sdk: 'hostile', version: '1', language: 'Node', operations: ['mac'] })`,
) => `
const write = (text) => process.stdout.write(text);
const say = (value) => write(JSON.stringify(value) + '\\n');
const right = ({ id, input }) => ({ id, ok: true, output: { mac: require('node:crypto').createHmac('sha256', input.secret).update(input.text).digest('base64') } });
let rest = '', count = 0;
process.stdin.setEncoding('utf8').on('data', (chunk) => {
  const lines = (rest + chunk).split('\\n');
  rest = lines.pop();
  for (const line of lines) {
    const test = JSON.parse(line);
    if (test.type === 'hello') { ${hello}; } else { count++; ${on}; }
  }
});`;
const answering = (name: string, on: string, says: RegExp): HostileAdapter => ({ name, script: base(on), says });
const greeting = (name: string, hello: string, says: RegExp): HostileAdapter => ({
  name,
  script: base('say(right(test))', hello),
  says,
});

export const HOSTILE_ADAPTERS: readonly HostileAdapter[] = [
  { name: 'dies at the start', script: 'process.exit(3)', says: /^ended with exit code 3$/s },
  { name: 'is killed at the start', script: `process.kill(process.pid, 'SIGKILL')`, says: /^ended by SIGKILL$/s },
  { name: 'throws at the start', script: `throw new Error('no such module')`, says: /^ended with exit code 1$/s },
  greeting(
    'introduces itself with another protocol',
    `say({ type: 'hello', protocol: 99, sdk: 'x', version: '1', language: 'x', operations: ['mac'] })`,
    /speaks protocol 99, not 1/s,
  ),
  greeting(
    'introduces itself without operations',
    `say({ type: 'hello', protocol: 1, sdk: 'x', version: '1', language: 'x' })`,
    /must list its operations as strings in its hello, gave nothing/s,
  ),
  greeting('introduces itself as a list', `say([1, 2])`, /printed a line that is not a JSON object: \[1,2\]/s),
  greeting(
    'introduces itself as text',
    `write('Hello, I am an adapter\\n')`,
    /printed a line that is not JSON: Hello, I am an adapter; stdout is for answers/s,
  ),
  greeting(
    'names operations that nobody knows',
    `say({ type: 'hello', protocol: 1, sdk: 'x', version: '1', language: 'x', operations: ['mac', 'create-tokenrequest'] })`,
    /"create-tokenrequest\\".*did you mean \\"create-token-request\\"/s,
  ),
  greeting(
    'offers nothing',
    `say({ type: 'hello', protocol: 1, sdk: 'x', version: '1', language: 'x', operations: [] })`,
    /"unsupported":6.*no operation mac/s,
  ),
  answering(
    'dies at the third test',
    `if (count === 3) process.exit(7); say(right(test))`,
    /"failed":[12],.*ended with exit code 7/s,
  ),
  answering('dies at every test', `process.exit(1)`, /"failed":6,.*ended with exit code 1/s),
  answering(
    'prints binary garbage',
    `process.stdout.write(Buffer.from([0, 255, 254, 10, 200, 10]))`,
    /a line that is not UTF-8/s,
  ),
  answering(
    'answers in invalid UTF-8',
    `process.stdout.write(Buffer.concat([Buffer.from('{"id":"'), Buffer.of(0xff, 0xfe), Buffer.from('","ok":true,"output":{}}\\n')]))`,
    /a line that is not UTF-8/s,
  ),
  answering(
    'puts a byte order mark before each line',
    `write('\\ufeff' + JSON.stringify(right(test)) + '\\n')`,
    /"passed":6,"failed":0/s,
  ),
  answering('ends lines with CRLF', `write(JSON.stringify(right(test)) + '\\r\\n')`, /"passed":6,"failed":0/s),
  answering(
    'answers twice',
    `say(right(test)); say(right(test))`,
    /answered test .* was asked: give one answer per test, in order/s,
  ),
  answering(
    'answers another test',
    `say({ ...right(test), id: 'mac/another' })`,
    /answered test \\+"mac\/another\\+" where mac\//s,
  ),
  answering('answers without an id', `say({ ok: true, output: {} })`, /answered without an id where mac\//s),
  answering(
    'logs on stdout',
    `write('INFO signing\\n'); say(right(test))`,
    /not JSON: INFO signing; stdout is for answers, print logs to stderr/s,
  ),
  answering('echoes the test', `write(line + '\\n')`, /the adapter answered \{\\+"type\\+":\\+"test/s),
  answering('answers a list', `say([test.id])`, /a line that is not a JSON object: \[/s),
  answering(
    'answers with NaN',
    `write('{"id":' + JSON.stringify(test.id) + ',"ok":true,"output":{"mac":NaN}}\\n')`,
    /a line that is not JSON: .*NaN/s,
  ),
  answering(
    'answers with names of prototypes',
    `write('{"id":' + JSON.stringify(test.id) + ',"ok":true,"output":{"__proto__":{"mac":"x"},"constructor":{"prototype":{"polluted":1}}}}\\n')`,
    /"path":"\$\.mac",[^}]*"actual":"\(absent\)"/s,
  ),
  answering(
    'answers nested ten thousand deep',
    `write('{"id":' + JSON.stringify(test.id) + ',"ok":true,"output":' + '['.repeat(10000) + ']'.repeat(10000) + '}\\n')`,
    /"failed":6,.*the adapter answered \{.{20,60}\\+"output\\+":\[\[\[/s,
  ),
  answering(
    'answers a constant',
    `say({ id: test.id, ok: true, output: { mac: 'AAAA' } })`,
    /"passed":0,"failed":6,.*"actual":"AAAA"/s,
  ),
  answering(
    'refuses everything',
    `say({ id: test.id, ok: false, error: { message: 'no' } })`,
    /the adapter refused everything that it was asked/s,
  ),
  answering(
    'crashes with the text of a crash',
    `say({ id: test.id, ok: false, error: { message: "TypeError: Cannot read properties of undefined (reading 'x')" } })`,
    /"crashed":6,.*crashed: refused: TypeError: Cannot read/s,
  ),
  answering(
    'says that it supports nothing',
    `say({ id: test.id, unsupported: true })`,
    /"unsupported":6.*the adapter says so/s,
  ),
  answering(
    'prints one line of forty megabytes',
    `write('x'.repeat(40e6) + '\\n')`,
    /a line of more than 8388608 octets/s,
  ),
  answering(
    'closes its input',
    `say(right(test)); process.stdin.destroy()`,
    /ended with exit code 0; one that ends after each answer needs --one-shot/s,
  ),
  answering(
    'ignores SIGTERM and answers',
    `process.on('SIGTERM', () => {}); say(right(test))`,
    /"passed":6,"failed":0/s,
  ),
];

/** They answer nothing: each test takes its whole time limit. */
export const SILENT_ADAPTERS: readonly HostileAdapter[] = [
  answering('answers nothing', '', /did not answer in time 5 times in a row/),
  answering('answers half a line', `write('{"id":')`, /did not answer in time 5 times in a row/),
  answering(
    'ignores SIGTERM and answers nothing',
    `process.on('SIGTERM', () => {})`,
    /did not answer in time 5 times in a row/,
  ),
  answering(
    'floods stdout without a line end',
    `const flood = () => { write('x'.repeat(65536)); setImmediate(flood); }; flood()`,
    /gave no answer within|a line of more than 8388608 octets/s,
  ),
  answering(
    'leaves a child that holds the pipe',
    `require('node:child_process').spawn(process.execPath, ['-e', 'setTimeout(() => {}, 20000)'], { stdio: 'inherit', detached: true }).unref(); process.exit(1)`,
    /"failed":6,.*ended with exit code 1/s,
  ),
];
