import { byCodeUnits, capabilityText, type Entries } from './independent/requests.testing.js';
import { Random } from './random.testing.js';
import { correctSigner, type Signer } from './signer.testing.js';

const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
const operations = ['subscribe', 'publish', 'presence', 'history', 'stats', 'channel-metadata', 'push-subscribe'];
const names = [
  'chat',
  'room:1',
  'a/b',
  'news',
  'Été',
  '10',
  '9',
  'rooms:*',
  'x&y',
  '<b>',
  'a b',
  'zeta',
  "it's",
  '日本',
];
const clients = ['alice', 'bob@example.com', 'user 7', 'Zoë', '42', 'Admin', "o'hara", 'x/y', '日本', 'a&b', '~tilde'];

/** A valid request as an app sends it: some fields absent, most names plain, some that trip serializers. */
export function randomSigner(random: Random): Signer {
  const keyName = `${random.text(letters, 6)}.${random.text(letters, 6)}`;
  // Ably's secrets are base64url-like; others are allowed, so some have a colon or a slash.
  const alphabet = random.chance(0.8) ? `${letters}-_` : `${letters}-_:/+=`;
  const keySecret = random.text(letters, 4) + random.text(alphabet, random.whole(12, 40)) + random.text(letters, 1);
  const sent: Record<string, unknown> = { keyName };
  if (random.chance(0.7))
    sent['ttl'] = random.pick([3_600_000, 60_000, 7_200_000, 1_800_000, random.whole(2, 86_400) * 1000]);
  if (random.chance(0.85)) sent['capability'] = capabilityText(randomCapability(random));
  if (random.chance(0.7)) sent['clientId'] = random.pick(clients);
  sent['timestamp'] = 1_790_000_000_000 + random.whole(0, 30_000_000_000);
  sent['nonce'] = random.pick([
    () => random.text('0123456789', 16),
    () => random.text('0123456789abcdef', 32),
    () => random.text(`${letters}-_`, 22),
    () => [8, 4, 4, 4, 12].map((length) => random.text('0123456789abcdef', length)).join('-'),
  ])();
  return correctSigner(keyName, keySecret, sent);
}

function randomCapability(random: Random): Entries {
  if (random.chance(0.1)) return [['*', ['*']]];
  const resources: Record<string, string[]> = {};
  const count = random.whole(1, 4);
  while (Object.keys(resources).length < count) {
    const granted = new Set(Array.from({ length: random.whole(1, 4) }, () => random.pick(operations)));
    resources[random.pick(names)] = [...granted].sort(byCodeUnits);
  }
  return Object.entries(resources).sort(([a], [b]) => byCodeUnits(a, b));
}
