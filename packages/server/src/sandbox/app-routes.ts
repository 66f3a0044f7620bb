import { AblyAuthError } from '@ably-auth/validation';
import { INVALID_CREDENTIALS } from '@ably-auth/validation/error-codes';
import { answer, CROSS_ORIGIN } from '../http/answer.js';
import { readBody } from '../http/read-body.js';
import type { Route } from '../http/router.js';
import { readAppSetup } from './app-setup.js';
import { whereReached } from './where-reached.js';
import type { SandboxContext } from './context.js';
import type { ProvisionedApp } from './provisioned-app.js';

/** Makes apps, as the provisioner of Ably's own sandbox does, and deletes them. */
export function appRoutes({ apps, limits, url, authenticate }: SandboxContext): readonly Route[] {
  return [
    {
      name: 'createApp',
      method: 'POST',
      path: '/apps',
      // Nobody has a key yet: whoever reaches the sandbox may make an app.
      async handle(incoming) {
        const setup = readAppSetup(await readBody(incoming), limits.keysPerApp);
        const app: ProvisionedApp = { ...apps.provision(setup), ...whereReached(url, incoming.headers.get('host')) };
        return answer(201, app, incoming.headers);
      },
    },
    {
      name: 'deleteApp',
      method: 'DELETE',
      path: '/apps/:appId',
      async handle(incoming, { params: { appId } }) {
        const principal = await authenticate(incoming);
        if (principal.method !== 'basic' || principal.appId !== appId) {
          throw new AblyAuthError(
            INVALID_CREDENTIALS,
            'Authorization header: not a key of the app that the path names',
          );
        }
        apps.delete(appId);
        return { status: 204, headers: CROSS_ORIGIN, body: '' };
      },
    },
  ];
}
