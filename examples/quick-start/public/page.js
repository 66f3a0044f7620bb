// For a local sandbox instead of Ably, add:
// endpoint: 'localhost', port: 8080, tls: false
const ably = new Ably.Realtime({ authUrl: '/auth' });

ably.connection.on(({ current, reason }) => {
  // The cause is the error of the auth server.
  const error = reason?.cause ?? reason;
  show('status', error ? `${current}: ${error.message}` : current);
  if (current !== 'connected') return;
  const claims = claimsOf(ably.auth.tokenDetails.token);
  show('clientId', ably.auth.clientId);
  show('expires', new Date(claims.exp * 1000).toISOString());
  show('capability', claims['x-ably-capability']);
});

/** A JWT is signed, not encrypted: its bearer can read the claims. */
function claimsOf(jwt) {
  const base64 = jwt.split('.')[1].replace(/-/g, '+').replace(/_/g, '/');
  const octets = Uint8Array.from(atob(base64), (one) => one.charCodeAt(0));
  return JSON.parse(new TextDecoder().decode(octets));
}

/** As text, never as markup: it comes from a server. */
function show(id, text) {
  document.getElementById(id).textContent = text;
}
