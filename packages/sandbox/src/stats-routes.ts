import { requirePermission } from '@ably-auth/server';
import { answer, readValue, type Route } from '@ably-auth/server/internal';
import { linksOf, readHistoryQuery } from './history-query.js';
import type { SandboxContext } from './routes.js';
import { isEarlyVersion } from './version.js';
import { readUnit, writeEntries, writeTree } from './stats.js';

/** Statistics, for which suites post what they read afterwards. They are about the app, so about resource `*`. */
export function statsRoutes({ apps, authenticate }: SandboxContext): readonly Route[] {
  return [
    {
      name: 'stats',
      method: 'GET',
      path: '/stats',
      async handle(incoming, { query }) {
        const principal = await authenticate(incoming);
        requirePermission(principal, '*', 'stats');
        const asked = readHistoryQuery(query);
        const unit = readUnit(query.get('unit') ?? query.get('by')); // `by` of early clients
        const { items, next } = (await apps.channelsOf(principal.appId)).stats.page(unit, asked);
        const isEarly = isEarlyVersion(incoming.headers);
        const written = items.map((item) => (isEarly ? writeTree(item) : writeEntries(item, principal.appId)));
        return answer(200, written, incoming.headers, { link: linksOf('stats', query, next) });
      },
    },
    {
      name: 'postStats',
      method: 'POST',
      path: '/stats',
      async handle(incoming) {
        const body = await readValue(incoming);
        const principal = await authenticate(incoming);
        requirePermission(principal, '*', 'stats');
        (await apps.channelsOf(principal.appId)).stats.post(Array.isArray(body) ? body : [body]);
        return answer(201, {}, incoming.headers);
      },
    },
  ];
}
