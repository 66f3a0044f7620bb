import { Hono } from 'hono';
import * as ably from './ably.js';
import { tokenParamsOf, userOf } from './users.js';

/** @type {Hono<{ Variables: { user: import('./users.js').User } }>} */
export const app = new Hono();

// Anyone who asks for a token is a known user, and gets what that user may have. The query is not looked at: an Ably client
// sends the clientId and the capability that it wishes for, and anybody can wish.
app.use('/auth/*', async (c, next) => {
  c.header('Cache-Control', 'no-store'); // a cache could hand one user's token to another, or a nonce out twice
  const user = userOf(c.req.header('authorization'));
  if (user === undefined) {
    c.header('WWW-Authenticate', 'Bearer');
    return c.json({ error: { code: 40100, statusCode: 401, message: 'not logged in' } }, 401);
  }
  if (user.rooms.length === 0) {
    // A 403 tells an Ably client to give up (RSA4d); after a 401 it may ask again.
    return c.json({ error: { code: 40300, statusCode: 403, message: 'this user has no access' } }, 403);
  }
  c.set('user', user);
  return next();
});

app.get('/auth/token-request', async (c) => {
  return c.json(await ably.tokenRequest(tokenParamsOf(c.get('user'))));
});

app.get('/auth/token', async (c) => {
  return c.json(await ably.token(tokenParamsOf(c.get('user'))));
});

app.get('/auth/jwt', async (c) => {
  return c.body(await ably.jwt(tokenParamsOf(c.get('user'))), 200, { 'Content-Type': 'application/jwt' });
});

app.notFound((c) => c.json({ error: { code: 40400, statusCode: 404, message: 'no such route' } }, 404));

app.onError((error, c) => {
  console.error(error);
  const known = ably.publicError(error);
  return c.json({ error: known }, known.statusCode);
});
