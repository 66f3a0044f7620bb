import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { FRAME_MAX_BYTES } from '../limits.js';
import type { MemoryBudget } from '../memory-budget.js';
import { readFormat } from './handshake.js';
import type { Hub } from './hub.js';
import { Link } from './link.js';

/** Takes the `upgrade` event of Node's http server. */
export function createUpgrade(hub: Hub, options: { readonly budget: MemoryBudget; readonly uptime: () => number }) {
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: FRAME_MAX_BYTES,
  });
  return (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    const { url = '/', headers } = request;
    const query = new URLSearchParams(url.includes('?') ? url.slice(url.indexOf('?')) : '');
    const type = readFormat(query);
    if (type === undefined) {
      socket
        .on('error', () => undefined)
        .end('HTTP/1.1 400 Bad Request\r\nconnection: close\r\ncontent-length: 0\r\n\r\n');
      return;
    }
    server.handleUpgrade(request, socket, head, (webSocket) => {
      const link = new Link(webSocket, type, query.get('heartbeats') !== 'false', options);
      const own = { get: (name: string) => (name === 'authorization' ? (headers.authorization ?? null) : null) };
      void hub.accept(link, query, own, 'encrypted' in socket);
    });
  };
}
