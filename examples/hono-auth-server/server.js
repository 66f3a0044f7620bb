import { serve } from '@hono/node-server';
import { app } from './app.js';

const { HOST = 'localhost', PORT = '3000' } = process.env;

serve({ fetch: app.fetch, hostname: HOST, port: Number(PORT) }, ({ port }) => {
  console.log(`Listening on http://${HOST}:${port}`);
});
