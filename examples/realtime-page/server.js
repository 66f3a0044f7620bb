import { app } from '@ably-auth/example-hono-auth-server/app';
import { serve } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';

const { HOST = 'localhost', PORT = '3000', ABLY_URL } = process.env;

// The page and the auth server have one origin: no CORS, and a session cookie would be sent by itself.
app.get('/', serveStatic({ path: './index.html' }));
app.get('/page.js', serveStatic({ path: './dist/page.js' }));
app.get('/service', (c) => c.json(serviceOptions()));

serve({ fetch: app.fetch, hostname: HOST, port: Number(PORT) }, ({ port }) => {
  console.log(`Listening on http://${HOST}:${port}`);
});

/** Where the page connects: to Ably, unless ABLY_URL names another service, such as a sandbox. */
function serviceOptions() {
  if (ABLY_URL === undefined) return {};
  const { protocol, hostname, port } = new URL(ABLY_URL);
  const tls = protocol === 'https:';
  return { endpoint: hostname, tls, ...(port === '' ? {} : { [tls ? 'tlsPort' : 'port']: Number(port) }) };
}
