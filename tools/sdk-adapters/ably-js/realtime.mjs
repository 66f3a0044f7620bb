import { Realtime, Rest } from 'ably';

const sandbox = process.env.SANDBOX ?? 'http://127.0.0.1:9010';

/** Asks the sandbox. */
async function ask(path, body = {}) {
  const response = await fetch(sandbox + path, { method: 'POST', body: JSON.stringify(body) });
  return response.json();
}

const app = await ask('/apps', { keys: [{}] });
const useBinaryProtocol = process.env.FORMAT !== 'json'; // else MessagePack
const service = { endpoint: app.endpoint, port: app.port, tls: app.tls, useBinaryProtocol };

// What the next token is for: the test changes it.
let wanted = { clientId: 'alice', capability: '{"room":["subscribe"]}' };
const signing = new Rest({ key: app.keys[0].keyStr, useTokenAuth: true, ...service });
const client = new Realtime({
  authCallback: (_params, answer) => {
    signing.auth.requestToken(wanted).then(
      (details) => answer(null, details),
      (error) => answer(error, null),
    );
  },
  ...service,
});

const next = (emitter, event) => new Promise((resolve) => emitter.once(event, resolve));
const control = (action) => ask(`/sandbox/connections/${client.connection.id}/${action}`);

await next(client.connection, 'connected');
const room = client.channels.get('room');
await room.attach();

// Expiry, and revocation: the client is disconnected, obtains another token and comes back.
for (const action of ['expire', 'revoke']) {
  const dropped = next(client.connection, 'disconnected');
  await control(action);
  console.log(action, (await dropped).reason.code);
  await next(client.connection, 'connected');
}

// Downgrade: asked for another token, the client brings one that no longer permits the channel.
await room.whenState('attached');
wanted = { clientId: 'alice', capability: '{"elsewhere":["subscribe"]}' };
const failed = next(room, 'failed');
await control('prompt');
console.log('downgrade', (await failed).reason.code, client.connection.state);

// Mismatch: the next token is for somebody else.
wanted = { clientId: 'bob' };
const ended = next(client.connection, 'failed');
await control('prompt');
console.log('mismatch', (await ended).reason.code);
client.close();
