import { explainMac } from '../index.js';
import { falseClaims, printsSecret } from './claims.testing.js';
import { randomMistaken, type Mistaken } from './mistakes.testing.js';
import { Random } from './random.testing.js';
import { signedText } from './signer.testing.js';

/** What came of a sample of mistaken requests. */
export interface Measured {
  readonly sample: number;
  /** How many answers name every mistake that was made. */
  named: number;
  explained: number;
  /** Mistakes of answers that do not name them, with what was said. */
  readonly missed: { readonly made: string; readonly said: string }[];
  readonly falseSentences: string[];
  readonly secretsPrinted: string[];
  /** CPU time of each answer, in ms. */
  readonly times: number[];
}

/** Explains a sample of requests with `count` mistakes each, and checks what is said about them. */
export async function measure(seed: number, sample: number, count: number): Promise<Measured> {
  const random = new Random(seed);
  const measured: Measured = {
    sample,
    named: 0,
    explained: 0,
    missed: [],
    falseSentences: [],
    secretsPrinted: [],
    times: [],
  };
  for (let at = 0; at < sample; at++) {
    const mistaken = randomMistaken(random, count);
    const start = process.cpuUsage();
    const answers = await sentencesOf(mistaken);
    const { user, system } = process.cpuUsage(start);
    measured.times.push((user + system) / 1000);
    note(measured, mistaken, answers);
  }
  return measured;
}

/** Each explanation as its sentences. */
async function sentencesOf({ request, keyName, keySecret }: Mistaken): Promise<string[][]> {
  if (request['mac'] === undefined) return [['TokenRequest.mac: missing, expected']];
  const { explanations } = await explainMac({ request, key: `${keyName}:${keySecret}` });
  return explanations.flatMap(({ causes, or }) =>
    [causes, ...or].map((all) => all.map(({ message, remediation }) => `${message}. ${remediation}`)),
  );
}

function note(measured: Measured, mistaken: Mistaken, answers: readonly string[][]): void {
  const { made, keySecret, request, signer } = mistaken;
  if (answers.length > 0) measured.explained++;
  const tells = (sentences: readonly string[]): boolean =>
    made.every(({ told }) => sentences.some((sentence) => told.every((word) => word.test(sentence))));
  const isNamed = answers.some(tells);
  if (isNamed) measured.named++;
  else
    measured.missed.push({
      made: made.map(({ name }) => name).join(' + '),
      said: answers[0]?.join(' & ') ?? 'nothing',
    });
  const facts = { request, keySecret, signed: signer.signed, signedText: signedText(signer), isNamed };
  for (const sentence of answers.flat()) {
    for (const claim of falseClaims(sentence, facts))
      measured.falseSentences.push(`${made.map(({ name }) => name).join(' + ')}: ${claim}`);
    if (printsSecret(sentence, facts)) measured.secretsPrinted.push(sentence);
  }
}
