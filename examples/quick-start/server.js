import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { createAblyJwt } from '@ably-auth/jwt';
import express from 'express';

const { ABLY_API_KEY: key, PORT = '3000' } = process.env;
if (!key) throw new Error('ABLY_API_KEY: expected the API key of your app, got nothing');

const app = express();

// A login for this demo. Replace it with that of your app: anything that tells your server who sends a request.
const sessions = new Map();
app.post('/login', express.urlencoded(), (request, response) => {
  const session = randomUUID();
  sessions.set(session, { id: request.body.name });
  response.cookie('session', session, { httpOnly: true, sameSite: 'strict' }).redirect('/');
});
const userOf = (request) => sessions.get(/\bsession=([^;]+)/.exec(request.get('cookie') ?? '')?.[1]);

// What every Ably client of your app asks: who is it, and what may that user do?
app.get('/auth', async (request, response) => {
  const user = userOf(request);
  if (user === undefined) {
    response.status(401).json({ error: { code: 40100, statusCode: 401, message: 'not logged in' } });
    return;
  }
  const { token } = await createAblyJwt(
    { clientId: user.id, capability: { 'chat:*': ['subscribe', 'publish', 'presence'] }, ttl: 60 * 60 * 1000 },
    { key },
  );
  response.set('Cache-Control', 'no-store').type('application/jwt').send(token);
});

app.use('/ably', express.static(fileURLToPath(new URL('.', import.meta.resolve('ably'))))); // ably.min.js
app.use(express.static(fileURLToPath(new URL('public', import.meta.url))));

const server = app.listen(Number(PORT), 'localhost', (error) => {
  if (error) throw error; // such as a port that is taken
  console.log(`Listening on http://localhost:${server.address().port}`);
});
