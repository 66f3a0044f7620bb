import { Realtime } from 'ably';

/** @type {import('ably').ClientOptions} */
const service = await (await fetch('/service')).json();

const client = new Realtime({
  authUrl: '/auth/jwt',
  // Your page has a session cookie instead, and needs no authHeaders.
  authHeaders: { authorization: 'Bearer demo-session-of-alice' },
  ...service,
});

// The SDK renews the token by itself: it asks authUrl again, and the connection stays.
client.connection.on(({ previous, current, reason }) => {
  const event = previous === current ? 'update' : current;
  log(reason === undefined ? event : `${event}: ${reason.code}`);
  show('state', client.connection.state);
  show('clientId', client.auth.clientId);
});

const lobby = client.channels.get('chat:lobby');
await lobby.subscribe(({ clientId, data }) => log(`${clientId} says ${data}`));

const form = /** @type {HTMLFormElement} */ (document.querySelector('form'));
form.addEventListener('submit', (event) => {
  event.preventDefault();
  lobby.publish('message', new FormData(form).get('text')).catch((error) => log(`not sent: ${error.code}`));
});

/** @param {string} id @param {string} text */
function show(id, text) {
  const place = /** @type {HTMLElement} */ (document.getElementById(id));
  place.textContent = text; // as text: what others say is never markup
}

/** @param {string} text */
function log(text) {
  const line = document.createElement('li');
  line.textContent = text;
  /** @type {HTMLElement} */ (document.getElementById('log')).append(line);
}
