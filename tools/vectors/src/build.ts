import type { Case, Source } from './authoring.js';
import { flags, type Flag } from './cases/flags.js';
import { readSources } from './cases/index.js';
import { canonicalJson } from './canonical-json.js';
import { opensslMac } from './openssl.js';
import { askOracle, type OracleAnswer } from './oracle.js';
import type { Answer, Note, Test, VectorFile } from './vector.js';

/** Vector files from what people wrote and what the oracles say; fails where the two disagree. */
export async function buildFiles(given?: readonly Source[]): Promise<VectorFile[]> {
  const written = given ?? (await readSources(opensslMac));
  const cases = written.flatMap(({ operation, groups }) =>
    groups.flatMap(({ name, cases: tests }) =>
      tests.map((test) => ({ operation, test, id: `${operation}/${name}/${test.name}` })),
    ),
  );
  const answers = askOracle(cases.map(({ operation, test }) => ({ operation, input: test.input })));
  const disagreements: string[] = [];
  const tests = cases.map(({ test, id }, index): Test => {
    const answered = answers[index] as OracleAnswer;
    confirmMacs(id, answered);
    if (!agrees(test, answered)) disagreements.push(disagreement(id, test, answered));
    return { ...facts(test, id), input: test.input, ...answer(test, answered) };
  });
  if (disagreements.length > 0) throw new Error(disagreements.join('\n'));
  return written.map((source) => file(source, tests));
}

function file({ operation, about, groups }: Source, tests: readonly Test[]): VectorFile {
  const used = new Set(groups.flatMap((group) => group.cases.flatMap((test) => test.flags ?? [])));
  const notes = Object.entries<Note>(flags).filter(([flag]) => used.has(flag as Flag));
  return {
    $schema: `./schema/${operation}.json`,
    version: 1,
    operation,
    about,
    notes: Object.fromEntries(notes),
    groups: groups.map((group) => ({
      name: group.name,
      about: group.about,
      tests: tests.filter(({ id }) => id.startsWith(`${operation}/${group.name}/`)),
    })),
  };
}

function facts({ about, spec = [], basis, flags: used = [], uts, features, before }: Case, id: string) {
  if (basis === undefined) throw new Error(`${id}: neither the test nor its group says what it rests on`);
  return {
    id,
    about,
    spec,
    basis,
    flags: used,
    ...(uts === undefined ? {} : { uts }),
    ...(features === undefined ? {} : { features }),
    ...(before === undefined ? {} : { before }),
  };
}

/** Whether author and oracle come to the same. */
function agrees({ expected }: Case, answered: OracleAnswer): boolean {
  if (answered.result === 'valid') {
    if (expected.result !== 'valid') return false;
    return expected.output === undefined || canonicalJson(expected.output) === canonicalJson(answered.output);
  }
  const { code, path, reason } = answered.error;
  return (
    expected.result === 'invalid' &&
    expected.code === code &&
    (expected.path ?? path) === path &&
    (expected.reason ?? reason) === reason
  );
}

/** The answer as it is published; a path or reason that the author leaves out says nothing, or cannot be written. The rule is the oracle's. */
function answer({ expected }: Case, answered: OracleAnswer): Answer {
  if (answered.result === 'valid') return { result: 'valid', output: answered.output };
  const { code, rule } = answered.error;
  const { path, reason } = expected;
  return {
    result: 'invalid',
    error: {
      code,
      ...(path === undefined ? {} : { path }),
      ...(rule === undefined ? {} : { rule }),
      ...(reason === undefined ? {} : { reason }),
    },
  };
}

function disagreement(id: string, { expected }: Case, { macs: _, ...answered }: OracleAnswer): string {
  return `${id}: the author says ${JSON.stringify(expected)}, the oracle ${JSON.stringify(answered)}`;
}

/** Each MAC twice: by the oracle, and by openssl. */
function confirmMacs(id: string, { macs }: OracleAnswer): void {
  for (const { text, secret, mac } of macs) {
    const confirmed = opensslMac(text, secret);
    if (confirmed !== mac) throw new Error(`${id}: the oracle's MAC is ${mac}, openssl's is ${confirmed}`);
  }
}
