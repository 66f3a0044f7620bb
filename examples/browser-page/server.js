import { app } from '@ably-auth/example-hono-auth-server/app';
import { serve } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';

const { HOST = 'localhost', PORT = '3000' } = process.env;

// The page and the auth server have one origin: no CORS, and a session cookie would be sent by itself.
app.get('/', serveStatic({ path: './index.html' }));
app.get('/page.js', serveStatic({ path: './dist/page.js' }));

serve({ fetch: app.fetch, hostname: HOST, port: Number(PORT) }, ({ port }) => {
  console.log(`Listening on http://${HOST}:${port}`);
});
