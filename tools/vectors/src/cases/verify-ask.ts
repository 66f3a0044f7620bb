import { invalid, invalidAt, memberTests, valid, type Place, type Traits } from '../authoring.js';
import { signer, type Change, type ComputeMac, type Signing } from './signed.js';

export const CAPABILITY = '{"news":["subscribe"]}';

/** How the tests of requests to verify are written. */
export type Ask = ReturnType<typeof asker>;

export function asker(mac: ComputeMac) {
  const { input, request } = signer(mac);
  return {
    input,
    ...memberTests((members) => input(members)),
    request,
    accept: (name: string, about: string, members: Change = {}, signing: Signing = {}) =>
      valid(name, about, input(members, signing)),
    refuse: (name: string, about: string, place: Place, members: Change, signing: Signing = {}) =>
      invalidAt(name, about, input(members, signing), place),
    unknownKey: (name: string, about: string, members: Change, traits: Traits = {}) =>
      invalid(name, about, input(members), 40400, '$.keyName', traits),
  };
}
