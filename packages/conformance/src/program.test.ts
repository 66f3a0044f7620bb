import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Report } from './index.js';
import { Interruption } from './environment.js';
import { command, FIXTURE_VECTORS, broken, temporaryFolder } from './fixtures/fixtures.testing.js';

const run = (mode: string, ...options: string[]) =>
  command(['run', '--vectors', FIXTURE_VECTORS, '--timeout', '5', ...options, '--', ...broken(mode)]);

describe('exit codes', () => {
  it('0: all passed', async () => {
    const { exitCode, stdout } = await run('right');
    expect(exitCode).toBe(0);
    expect(stdout).toContain('broken (right) 1.0 (JavaScript), 2 operations, 6 tests');
    expect(stdout).toMatch(/parse-api-key +– +3\/3 +0 +0 +1\/3\n/);
    expect(stdout).toMatch(/passed all 6\n$/);
  });

  it('1: a failure, or nothing that could be run', async () => {
    expect((await run('dies')).exitCode).toBe(1);
    const { exitCode, stdout } = await run('no-operations');
    expect(exitCode).toBe(1);
    expect(stdout).toContain('no test was run');
  });

  it.each([
    ['no subcommand', []],
    ['an unknown option', ['run', '--no-such-option', '--', 'x']],
    ['no command', ['run', '--vectors', FIXTURE_VECTORS]],
    ['a timeout that is not valid', ['run', '--timeout', '-1', '--', 'x']],
    ['a tier that is not valid', ['run', '--tier', 'x', '--', 'x']],
    ['a basis that is not valid', ['run', '--basis', 'x', '--', 'x']],
    ['a count that is not valid', ['run', '--generate', 'many', '--', 'x']],
    ['no such directory', ['run', '--vectors', '/no/such/directory', '--', 'x']],
    ['a directory without vectors', ['run', '--vectors', temporaryFolder(), '--', 'x']],
    ['ids that match nothing', ['run', '--vectors', FIXTURE_VECTORS, '--ids', 'x*', '--', 'x']],
    [
      'a list that is not there',
      ['run', '--vectors', FIXTURE_VECTORS, '--expected-failures', '/no/such/file', '--', 'x'],
    ],
    [
      'a list to write that is not named',
      ['run', '--vectors', FIXTURE_VECTORS, '--write-expected-failures', '--', 'x'],
    ],
  ])('2: %s', async (_, args) => {
    expect((await command(args)).exitCode).toBe(2);
  });

  it('2: a vector file of another version', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'mac.json'), '{"version":2}');
    const { exitCode, stderr } = await command(['run', '--vectors', folder, '--', 'x']);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/^error: .*mac\.json: not a vector file of version 1\n$/);
  });

  it('2: a list of expected failures that is not there, with the way to write it', async () => {
    const { stderr } = await run('right', '--expected-failures', '/no/such/file');
    expect(stderr).toBe(
      'error: --expected-failures: expected a list of ids, got no file /no/such/file. Write it by adding --write-expected-failures.\n',
    );
  });

  it('3: the adapter cannot be started', async () => {
    const { exitCode, stderr } = await run('dies-at-start');
    expect(exitCode).toBe(3);
    expect(stderr).toContain('error: the adapter ended with exit code 1');
    expect(stderr).toContain('ModuleNotFoundError');
  });

  it('0: version', async () => {
    const { exitCode, stdout } = await command(['--version']);
    expect([exitCode, stdout]).toEqual([0, expect.stringMatching(/^\d+\.\d+\.\d+\n$/)]);
  });

  it('0: help', async () => {
    const { exitCode, stdout } = await command(['run', '--help']);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('Example:');
  });
});

describe('the view', () => {
  it('shows a failure with what was expected, what came, and stderr', async () => {
    const { stdout, stderr } = await run('dies');
    expect(stdout).toContain('✗ mac/plain/trouble  The one with trouble.');
    expect(stdout).toContain(
      '    actual   the adapter ended with exit code 7\n    stderr   Traceback: the SDK fell over\n',
    );
    expect(stderr).toBe('Traceback: the SDK fell over\n');
  });

  it('is the totals alone with --quiet', async () => {
    const { stdout, stderr } = await run('dies', '--quiet');
    expect(stdout).toMatch(/^broken \(dies\) 1\.0 .*\n\noperation /);
    expect(stdout).toMatch(/\nfailed 1 of 6\n$/);
    expect(stderr).toBe('');
  });

  it('has progress and colour on a terminal alone, and no colour with NO_COLOR', async () => {
    const args = ['run', '--vectors', FIXTURE_VECTORS, '--', ...broken('unsupported')];
    const plain = await command(args);
    expect(plain.stdout).not.toMatch(/[\u001b\r█]/);
    const live = await command(args, { isTTY: true });
    expect(live.stdout).toContain('\u001b[1m');
    expect(live.stdout).toContain('6/6  5 passed  0 failed  1 unsupported');
    const withoutColour = await command(args, { isTTY: true, environment: { NO_COLOR: '1' } });
    expect(withoutColour.stdout.replaceAll('\r\u001b[2K', '')).not.toContain('\u001b');
    expect(withoutColour.stdout).toContain('█');
  });
});

describe('the end of a run', () => {
  it('comes at the first failure that is not expected with --bail', async () => {
    const { exitCode, stdout } = await run('dies', '--bail');
    expect(exitCode).toBe(1);
    expect(stdout).toContain('stopped: a test failed, and --bail is set; 4 tests were not run');
    const list = join(temporaryFolder(), 'expected.txt');
    writeFileSync(list, 'mac/plain/trouble\n');
    expect((await run('dies', '--bail', '--expected-failures', list)).exitCode).toBe(0);
  });

  it('comes when --max-seconds are over, with every report', async () => {
    const junit = join(temporaryFolder(), 'junit.xml');
    const args = ['--vectors', FIXTURE_VECTORS, '--timeout', '60', '--max-seconds', '1', '--junit', junit];
    const { exitCode, stdout } = await command(['run', ...args, '--json', '--', ...broken('hangs')]);
    expect(exitCode).toBe(1);
    expect((JSON.parse(stdout) as Report).stopped?.reason).toBe('1 s are over (--max-seconds)');
    expect(readFileSync(junit, 'utf8')).toContain('<testcase classname="run" name="stopped"');
  });

  it('comes when the process is interrupted, with every report and the exit code of the signal', async () => {
    const controller = new AbortController();
    const junit = join(temporaryFolder(), 'junit.xml');
    const args = ['run', '--vectors', FIXTURE_VECTORS, '--timeout', '60', '--junit', junit, '--', ...broken('dies')];
    controller.abort(new Interruption('SIGINT', 130));
    expect((await command(args, { signal: controller.signal })).exitCode).toBe(130);
    const late = new AbortController();
    const running = command([...args.slice(0, -1), 'hangs'], {
      signal: late.signal,
      onWrite: (text) =>
        text.includes('6 tests') && setTimeout(() => late.abort(new Interruption('SIGTERM', 143)), 300),
    });
    expect((await running).exitCode).toBe(143);
    expect(readFileSync(junit, 'utf8')).toContain('interrupted by SIGTERM; ');
  });
});

describe('reports', () => {
  it('--json prints the report alone on stdout', async () => {
    const { stdout, stderr } = await run('dies', '--json');
    const report = JSON.parse(stdout) as { totals: object; results: { id: string; status: string }[] };
    expect(report.totals).toMatchObject({ passed: 5, failed: 1, unsupported: 0 });
    expect(report.results.find(({ status }) => status === 'failed')?.id).toBe('mac/plain/trouble');
    expect(stderr).toContain('failed 1 of 6');
  });

  it('--junit and --markdown write files', async () => {
    const folder = temporaryFolder();
    const [junit, markdown] = [join(folder, 'junit.xml'), join(folder, 'report.md')];
    await run('rubbish', '--junit', junit, '--markdown', markdown);
    const xml = readFileSync(junit, 'utf8');
    expect(xml).toContain('<testsuite name="mac" tests="3" failures="1" errors="0" skipped="0"');
    expect(xml).toMatch(
      /<testcase classname="mac" name="mac\/plain\/trouble" time="[\d.]+">\n {6}<failure message="expected/,
    );
    expect(xml).toContain('DEBUG signing request');
    const page = readFileSync(markdown, 'utf8');
    expect(page).toContain('| mac | 2/3 | – | 1 | 0 |  |');
    expect(page).toContain('### mac/plain/trouble');
    await run('unsupported', '--junit', junit);
    expect(readFileSync(junit, 'utf8')).toContain('<skipped message="the adapter says so"/>');
  });
});

describe('reports of a run with expected failures', () => {
  const folder = temporaryFolder();
  const list = join(folder, 'list.txt');
  const junit = join(folder, 'junit.xml');
  const markdown = join(folder, 'report.md');
  const reports = async (...ids: string[]) => {
    writeFileSync(list, ids.map((id) => `${id}\n`).join(''));
    const options = ['--expected-failures', list, '--junit', junit, '--markdown', markdown, '--json'];
    const { exitCode, stdout } = await run('dies', ...options);
    const report = JSON.parse(stdout) as Report;
    return { exitCode, report, xml: readFileSync(junit, 'utf8'), page: readFileSync(markdown, 'utf8') };
  };

  it('have none of these as failures', async () => {
    const { exitCode, report, xml, page } = await reports('mac/plain/trouble');
    expect(exitCode).toBe(0);
    expect(report.expectedFailures).toEqual({ known: ['mac/plain/trouble'], unlisted: [], stale: [] });
    expect(xml).toMatch(/<testsuites [^>]*failures="0" errors="0" skipped="1"/);
    expect(xml).toContain('<skipped message="expected failure: ');
    expect(page).toMatch(/\n## Failed as expected\n\n### mac\/plain\/trouble\n/);
    expect(page).not.toContain('## Failed\n');
  });

  it('have what is not listed, and what is listed and did not fail', async () => {
    const { exitCode, report, xml, page } = await reports('mac/plain/first');
    expect(exitCode).toBe(1);
    expect(report.expectedFailures).toEqual({
      known: [],
      unlisted: ['mac/plain/trouble'],
      stale: ['mac/plain/first'],
    });
    expect(xml).toMatch(/<testsuites [^>]*failures="2" errors="0" skipped="0"/);
    expect(page).toContain('## Failed\n\n### mac/plain/trouble\n');
    expect(page).toContain('## Listed, and did not fail\n\n- mac/plain/first\n');
  });
});

describe('expected failures', () => {
  const list = join(temporaryFolder(), 'expected.txt');

  it('are written, and then make the run a success', async () => {
    const written = await run('dies', '--expected-failures', list, '--write-expected-failures');
    expect(written.exitCode).toBe(0);
    expect(readFileSync(list, 'utf8')).toMatch(/^# Tests[^]*\nmac\/plain\/trouble\n$/);
    const { exitCode, stdout } = await run('dies', '--expected-failures', list);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('5 passed, 1 failed as expected');
  });

  it('stay listed with their comments where a written list leaves them out', async () => {
    const partly = join(temporaryFolder(), 'expected.txt');
    writeFileSync(partly, 'parse-api-key/code/right  # why\nmac/plain/trouble\nmac/plain/gone\n');
    const options = ['--expected-failures', partly, '--write-expected-failures'];
    expect((await run('right', ...options, '--ids', 'mac/*')).exitCode).toBe(0);
    expect(readFileSync(partly, 'utf8')).toMatch(/^# Tests[^]*\nparse-api-key\/code\/right {2}# why\n$/);
    expect((await run('dies', ...options, '--ids', 'mac/*')).exitCode).toBe(0);
    expect(readFileSync(partly, 'utf8')).toContain('mac/plain/trouble\nparse-api-key/code/right  # why\n');
  });

  it('make a stale entry a failure', async () => {
    const { exitCode, stdout } = await run('right', '--expected-failures', list);
    expect(exitCode).toBe(1);
    expect(stdout).toContain('listed, and did not fail: mac/plain/trouble');
  });

  it('make an entry stale that is not supported any more, or is not a test', async () => {
    expect((await run('unsupported', '--expected-failures', list)).stdout).toContain('did not fail: mac/plain/trouble');
    writeFileSync(list, 'mac/plain/trouble # known\nmac/plain/gone\n');
    const { exitCode, stdout } = await run('dies', '--expected-failures', list);
    expect(exitCode).toBe(1);
    expect(stdout).toContain('did not fail: mac/plain/gone');
  });

  it('pass over what is not selected', async () => {
    writeFileSync(list, 'mac/plain/trouble\n');
    expect((await run('right', '--expected-failures', list, '--ids', '*/last')).exitCode).toBe(0);
  });

  it('make an unlisted failure a failure', async () => {
    writeFileSync(list, '');
    const { exitCode, stdout } = await run('dies', '--expected-failures', list);
    expect(exitCode).toBe(1);
    expect(stdout).toContain('failed, and is not listed: mac/plain/trouble');
  });
});

describe('selection', () => {
  it.each([
    [['--ids', 'mac/*'], 3],
    [['--ids', '*/last', '*/right'], 2],
    [['--tags', 'RSA11'], 3],
    [['--tags', 'Trouble', 'RSA11'], 4],
    [['--basis', 'spec'], 3],
    [['--tier', 'sdk'], 3],
    [['--tier', 'library'], 3],
    [['--tier', 'all'], 6],
    [['--basis', 'decision', '--ids', '*r*'], 3],
  ])('%s', async (options, tests) => {
    expect((await run('right', ...options)).stdout).toContain(` ${tests} tests`);
  });
});
