import { authorize } from '../authorize.js';
import { answer } from '../http/answer.js';
import type { Route } from '../http/router.js';
import type { SandboxContext } from './context.js';

/** Statistics, of which there are none: what counts is who may ask. They are about the app, so about resource `*`. */
export function statsRoute({ authenticate }: Pick<SandboxContext, 'authenticate'>): Route {
  return {
    name: 'stats',
    method: 'GET',
    path: '/stats',
    async handle(incoming) {
      authorize(await authenticate(incoming), '*', 'stats');
      return answer(200, [], incoming.headers);
    },
  };
}
