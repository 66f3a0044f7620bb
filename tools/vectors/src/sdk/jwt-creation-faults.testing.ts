import { fault, type Fault } from './fault.testing.js';
import { asText, type Members } from './requests.testing.js';
import type { Sdk } from './sdk.testing.js';

function claiming(change: (claims: Members, params: Members) => Members) {
  return (sdk: Sdk) => {
    const claimsOf = sdk.claimsOf.bind(sdk);
    sdk.claimsOf = (params, now) => change(claimsOf(params, now), params);
  };
}

/** How creating a JWT goes wrong. */
export const jwtCreationFaults: readonly Fault[] = [
  fault('writes the times of a JWT in milliseconds', (sdk) => {
    sdk.times = (ttl, now) => ({ iat: now, exp: now + ttl });
  }),
  fault('takes the ttl of a JWT for seconds', (sdk) => {
    sdk.times = (ttl, now) => ({ iat: Math.floor(now / 1000), exp: Math.floor(now / 1000) + ttl });
  }),
  fault('writes the life of a JWT as its exp', (sdk) => {
    sdk.times = (ttl, now) => ({ iat: Math.floor(now / 1000), exp: ttl / 1000 });
  }),
  fault('rounds iat up', (sdk) => {
    sdk.times = (ttl, now) => ({ iat: Math.round(now / 1000), exp: Math.round(now / 1000) + ttl / 1000 });
  }),
  fault(
    'leaves out iat',
    claiming(({ iat: _, ...claims }) => claims),
  ),
  fault(
    'leaves out exp where no ttl is given',
    claiming(({ exp, ...claims }, { ttl }) => (ttl === undefined ? claims : { ...claims, exp })),
  ),
  fault('creates JWTs of any ttl', (sdk) => {
    sdk.judgeJwtTtl = () => {};
  }),
  fault('cuts parts of a second off the ttl of a JWT', (sdk) => {
    sdk.judgeJwtTtl = (ttl) => sdk.judgeTtl(ttl);
  }),
  fault(
    'writes a capability of everything into a JWT',
    claiming((claims) => ({ 'x-ably-capability': '{"*":["*"]}', ...claims })),
  ),
  fault(
    'writes the capability of a JWT as an object',
    claiming((claims) =>
      claims['x-ably-capability'] === undefined
        ? claims
        : { ...claims, 'x-ably-capability': JSON.parse(claims['x-ably-capability'] as string) },
    ),
  ),
  fault('creates JWTs with an empty capability', (sdk) => {
    sdk.capabilityClaim = (capability) => sdk.canonicalize(capability);
  }),
  fault('copies capability text into a JWT without reading it', (sdk) => {
    sdk.capabilityClaim = asText;
  }),
  fault(
    'writes absent claims as null',
    claiming((claims) => ({ 'x-ably-clientId': null, ...claims })),
  ),
  fault(
    'writes the clientId of a JWT under another name',
    claiming(({ 'x-ably-clientId': clientId, ...claims }) =>
      clientId === undefined ? claims : { ...claims, clientId },
    ),
  ),
  fault(
    'drops a clientId of 0 from a JWT',
    claiming((claims) => (claims['x-ably-clientId'] === '0' ? { ...claims, 'x-ably-clientId': undefined } : claims)),
  ),
  fault(
    'loses the revocation key of a JWT',
    claiming(({ 'x-ably-revocation-key': _, ...claims }) => claims),
  ),
  fault('creates JWTs with an empty revocation key', (sdk) => {
    sdk.judgeRevocationKey = () => {};
  }),
  fault('takes any value for a channel claim', (sdk) => {
    sdk.isChannelClaim = () => true;
  }),
  fault('takes any value for a rate', (sdk) => {
    sdk.isRate = () => true;
  }),
  fault('takes whole rates alone', (sdk) => {
    sdk.isRate = (value) => Number.isInteger(value) && (value as number) > 0;
  }),
  fault('takes a rate of zero', (sdk) => {
    sdk.isRate = (value) => typeof value === 'number' && value >= 0;
  }),
  fault('drops empty channel claims', (sdk) => {
    const scoped = sdk.scopedClaims.bind(sdk);
    sdk.scopedClaims = (...given) => scoped(...given).filter(([, value]) => value !== '');
  }),
  fault('takes a channel without a name', (sdk) => {
    sdk.scopedClaims = (prefix, values, isValid) =>
      Object.entries(values)
        .filter(([, value]) => isValid(value))
        .map(([name, value]) => [prefix + name, value]);
  }),
  fault('ignores misspelt params of a JWT', (sdk) => {
    sdk.judgeJwtParams = () => {};
  }),
  fault('leaves out kid', (sdk) => {
    sdk.jwtHeader = () => ({ typ: 'JWT', alg: 'HS256' });
  }),
  fault('writes the app alone as kid', (sdk) => {
    sdk.jwtHeader = (name) => ({ typ: 'JWT', alg: 'HS256', kid: name.split('.')[0] });
  }),
  fault('names HS512 and signs with HS256', (sdk) => {
    sdk.jwtHeader = (name) => ({ typ: 'JWT', alg: 'HS512', kid: name });
  }),
  fault('writes the parts of a JWT in standard Base64', (sdk) => {
    sdk.encodePart = (text) => Buffer.from(text).toString('base64');
  }),
  fault('writes the parts of a JWT with padding', (sdk) => {
    const encode = sdk.encodePart.bind(sdk);
    sdk.encodePart = (text) => encode(text).padEnd(Math.ceil(encode(text).length / 4) * 4, '=');
  }),
  fault('writes the claims of a JWT in Latin-1', (sdk) => {
    sdk.encodePart = (text) => Buffer.from(text, 'latin1').toString('base64url');
  }),
  fault('writes the signature of a JWT as a MAC', (sdk) => {
    const sign = sdk.jwtSignature.bind(sdk);
    sdk.jwtSignature = (input, secret, algorithm) =>
      Buffer.from(sign(input, secret, algorithm), 'base64url').toString('base64');
  }),
];
