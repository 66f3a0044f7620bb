import { invalid, valid, type Traits } from '../authoring.js';
import { signer, type Change, type ComputeMac, type Signing } from './signed.js';

export const CAPABILITY = '{"news":["subscribe"]}';

/** How the tests of requests to verify are written. */
export type Ask = ReturnType<typeof asker>;

export function asker(mac: ComputeMac) {
  const { input, request } = signer(mac);

  const accept = (name: string, about: string, members: Change = {}, signing: Signing = {}, traits: Traits = {}) =>
    valid(name, about, input(members, signing), traits);
  const refuse = (
    name: string,
    about: string,
    code: number,
    member: string,
    members: Change,
    signing: Signing = {},
    traits: Traits = {},
  ) => invalid(name, about, input(members, signing), code, `$.${member}`, traits);
  return { input, request, accept, refuse };
}
