import type { Source } from '../authoring.js';
import { jwtNames } from './escaped-names.js';
import { jwtSigner } from './jwt-material.js';
import type { ComputeMac } from './signed.js';
import { acceptedJwtGroups } from './verify-jwt-accepted.js';
import { claimGroups } from './verify-jwt-claims.js';
import { jwtFormGroups } from './verify-jwt-form.js';
import { lifeGroups } from './verify-jwt-life.js';
import { signatureGroups } from './verify-jwt-signature.js';

/** A JWT that a service gets: accepted, or refused with the reason. */
export function source(mac: ComputeMac): Source {
  const signer = jwtSigner(mac);
  return {
    operation: 'verify-jwt',
    about:
      'Verifies an Ably JWT: form, algorithm, key, signature, claims, life by the clock of the input, in this order. ' +
      'Times of the output are in ms, its capability is canonical text. What the key itself may do is not asked here.',
    groups: [
      ...acceptedJwtGroups(signer),
      ...jwtFormGroups(signer),
      ...signatureGroups(signer),
      ...claimGroups(signer),
      ...lifeGroups(signer),
      jwtNames(signer),
    ],
  };
}
