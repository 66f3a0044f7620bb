import type { Page } from 'playwright-core';
import { verifyAblyJwt } from '@ably-auth/jwt';

const CONNECTED = 4;

/**
 * Answers the connections of a page to Ably as the service answers a JWT: CONNECTED, with the clientId of the JWT.
 * Nothing leaves the machine. Every token that came is verified, and a wrong one closes the connection.
 *
 * @returns the clientIds of the connections so far
 */
export async function stubRealtime(page: Page, key: string): Promise<string[]> {
  const connected: string[] = [];
  await page.routeWebSocket(/^wss:\/\/main\.realtime\.ably\.net/, async (socket) => {
    const token = new URL(socket.url()).searchParams.get('access_token') ?? '';
    try {
      const { clientId = '' } = await verifyAblyJwt(token, { key });
      connected.push(clientId);
      const details = { clientId, connectionKey: 'key', maxIdleInterval: 15_000, connectionStateTtl: 120_000 };
      socket.send(JSON.stringify({ action: CONNECTED, connectionId: 'id', connectionDetails: details }));
    } catch {
      await socket.close();
    }
  });
  return connected;
}
