// For a local sandbox instead of Ably, add: endpoint: 'localhost', port: 8080, tls: false
const ably = new Ably.Realtime({ authUrl: '/auth' });

ably.connection.on(({ current, reason }) => {
  // An error of the auth server is the cause of the one that the client reports.
  show('status', reason ? `${current}: ${(reason.cause ?? reason).message}` : current);
  if (current !== 'connected') return;
  const claims = claimsOf(ably.auth.tokenDetails.token);
  show('clientId', ably.auth.clientId);
  show('expires', new Date(claims.exp * 1000).toISOString());
  show('capability', claims['x-ably-capability']);
});

/** A JWT is signed, not encrypted: its bearer can read the claims. */
function claimsOf(jwt) {
  const octets = Uint8Array.from(atob(jwt.split('.')[1].replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0));
  return JSON.parse(new TextDecoder().decode(octets));
}

/** As text, never as markup: it comes from a server. */
function show(id, text) {
  document.getElementById(id).textContent = text;
}
