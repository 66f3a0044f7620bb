import { randomUUID } from 'node:crypto';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createAblyJwt } from '@ably-auth/jwt';
import express from 'express';

const { ABLY_API_KEY: key, PORT = '3000' } = process.env;
if (!key) throw new Error('ABLY_API_KEY: expected the API key of your app, got nothing');

const app = express();

// A login for this demo. Replace it with that of your app:
// anything that tells your server who sends a request.
const sessions = new Map();
app.post('/login', express.urlencoded(), (request, response) => {
  const session = randomUUID();
  sessions.set(session, { id: request.body.name });
  response.cookie('session', session, { httpOnly: true, sameSite: 'strict' });
  response.redirect('/');
});
function userOf(request) {
  const cookie = request.get('cookie') ?? '';
  const session = /\bsession=([^;]+)/.exec(cookie)?.[1];
  return sessions.get(session);
}

// What every Ably client of your app asks:
// who is it, and what may that user do?
app.get('/auth', async (request, response) => {
  const user = userOf(request);
  if (user === undefined) {
    const error = { code: 40100, statusCode: 401, message: 'not logged in' };
    response.status(401).json({ error });
    return;
  }
  const params = {
    clientId: user.id,
    capability: { 'chat:*': ['subscribe', 'publish', 'presence'] },
    ttl: 60 * 60 * 1000,
  };
  const { token } = await createAblyJwt(params, { key });
  response.set('Cache-Control', 'no-store');
  response.type('application/jwt').send(token);
});

const ably = dirname(fileURLToPath(import.meta.resolve('ably')));
app.use('/ably', express.static(ably)); // for ably.min.js
app.use(express.static(`${import.meta.dirname}/public`));

const server = app.listen(Number(PORT), 'localhost', (error) => {
  if (error) throw error; // such as a port that is taken
  console.log(`Listening on http://localhost:${server.address().port}`);
});
