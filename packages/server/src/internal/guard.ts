import { AblyAuthError } from '@ably-auth/validation';
import { storeFailure } from '../http/answer.js';

type Method = (...args: never[]) => unknown;

/** A store whose failures refuse the request with 50003, whatever the store throws. */
export function guard<Store extends object>(name: string, store: Store): Store {
  return new Proxy(store, {
    get(target, property) {
      const method = Reflect.get(target, property) as unknown;
      if (typeof method !== 'function') return method;
      return async (...args: never[]) => {
        try {
          return await (method as Method).apply(target, args);
        } catch (thrown) {
          throw thrown instanceof AblyAuthError ? thrown : storeFailure(name, thrown);
        }
      };
    },
  });
}
