import { createAblyJwt } from '@ably-auth/jwt';
import { userOf } from '../../../session.js';

/** What the Ably clients of your pages ask: who is it, and what may that user do? */
export async function GET(/** @type {Request} */ request) {
  const headers = { 'Cache-Control': 'no-store' };
  const user = await userOf(request);
  if (user === undefined) {
    const error = { code: 40100, statusCode: 401, message: 'not logged in' };
    return Response.json({ error }, { status: 401, headers });
  }
  const params = {
    clientId: user.id,
    capability: { 'chat:*': ['subscribe', 'publish', 'presence'] },
    ttl: 60 * 60 * 1000,
  };
  const { token } = await createAblyJwt(params, { key: process.env.ABLY_API_KEY ?? '' });
  return new Response(token, { headers: { ...headers, 'Content-Type': 'application/jwt' } });
}
