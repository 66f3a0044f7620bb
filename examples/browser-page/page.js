import { Auth } from '@ably-auth/client';

const form = /** @type {HTMLFormElement} */ (document.querySelector('form'));

form.addEventListener('submit', (event) => {
  event.preventDefault();
  void obtainToken(/** @type {Record<string, string>} */ (Object.fromEntries(new FormData(form))));
});

/** @param {Record<string, string>} choice */
async function obtainToken({ session, route }) {
  // Your page logs in once and keeps one Auth. With a session cookie it needs no authHeaders.
  const auth = new Auth({ authUrl: `/auth/${route}`, authHeaders: { authorization: `Bearer ${session}` } });
  form.inert = true;
  try {
    const { expires, capability } = await auth.authorize();
    const expiry = expires === undefined ? undefined : new Date(expires).toISOString();
    show({ status: 'token obtained', clientId: auth.clientId, expires: expiry, capability });
  } catch (error) {
    show({ status: String(error) });
  } finally {
    form.inert = false;
  }
}

/**
 * A JWT tells its client nothing but itself, so that some may be absent.
 *
 * @param {{ status: string, clientId?: string | null, expires?: string | undefined, capability?: string | undefined }} result
 */
function show({ status, clientId, expires, capability }) {
  for (const [id, text] of Object.entries({ status, clientId, expires, capability })) {
    const place = /** @type {HTMLElement} */ (document.getElementById(id));
    place.textContent = text ?? '–'; // as text: what a server says is never markup
  }
}
