import { createAblyJwt } from '@ably-auth/jwt';
import { userOf } from '../../../session.js';

/** `GET /api/ably`, asked by the Ably clients of your pages: who is it, and what may that user do? */
export async function GET(/** @type {Request} */ request) {
  const headers = { 'Cache-Control': 'no-store' };
  const user = await userOf(request);
  if (user === undefined) {
    const error = { code: 40100, statusCode: 401, message: 'not logged in' };
    return Response.json({ error }, { status: 401, headers });
  }
  const { token } = await createAblyJwt(
    { clientId: user.id, capability: { 'chat:*': ['subscribe', 'publish', 'presence'] }, ttl: 60 * 60 * 1000 },
    { key: process.env.ABLY_API_KEY ?? '' },
  );
  return new Response(token, { headers: { ...headers, 'Content-Type': 'application/jwt' } });
}
