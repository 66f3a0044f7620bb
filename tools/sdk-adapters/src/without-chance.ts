const LONGEST = 400;

/**
 * A text of the runner's report without what another run would show otherwise: random and present values, ports, and in a
 * refusal the folders of the machine.
 * @param text Text that was expected, or that came.
 * @param input The test's input as JSON text: what it says itself does not count.
 * @param now Time of the run, in ms since the epoch.
 */
export function withoutChance(text: string, input: string, now: number): string {
  const isRefusal = /^(?:crashed: )?refused\b/.test(text);
  const steady = (isRefusal ? text.replaceAll(/(?<![\w.…/-])\/(?:[\w.@-]+\/)+/g, '…/') : text)
    .replaceAll(/"nonce": ?"([^"]*)"/g, (whole, nonce: string) => (input.includes(nonce) ? whole : '"nonce":"<nonce>"'))
    .replaceAll(/[A-Za-z0-9+/]{43}=/g, (mac) => (input.includes(mac) ? mac : '<mac>'))
    .replaceAll(/\b\d{13}(?:\.\d+)?\b/g, (time) => (isNear(Number(time), now) ? '<time near the present>' : time))
    .replaceAll(/127\.0\.0\.1:\d+/g, '127.0.0.1:<port>');
  const characters = Array.from(steady);
  if (characters.length <= LONGEST) return steady;
  return `${characters.slice(0, LONGEST).join('')}… (${characters.length} characters)`;
}

const DAY_MS = 86_400_000;

const isNear = (time: number, now: number) => Math.abs(time - now) < DAY_MS;
