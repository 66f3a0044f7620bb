import { createHmac } from 'node:crypto';
import { Refusal } from './capabilities.testing.js';
import { Requests, type Members } from './requests.testing.js';

export type JwtParts = readonly [header: string, claims: string, signature: string];

const CHANNEL = 'ably.channel.';
const RATE = 'ably.limits.publish.perAttachment.maxRate.';
const PARAMS = ['ttl', 'capability', 'clientId'];

/** Ably JWTs. */
export class Jwts extends Requests {
  maxLifeSeconds = 86_400;

  encodePart(text: string): string {
    return this.bytesOf(text).toString('base64url');
  }

  decodePart(part: string): string {
    const bytes = Buffer.from(part, 'base64url');
    if (bytes.toString('base64url') !== part) throw new Refusal();
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  }

  readPart(part: string): Members {
    const value = this.parseJson(this.decodePart(part));
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Refusal();
    return value as Members;
  }

  jwtSecret(key: string): string {
    return this.splitKey(key).secret;
  }

  jwtSignature(input: string, secret: string, _algorithm: unknown): string {
    return createHmac('sha256', this.keyOf(secret)).update(input).digest('base64url');
  }

  writeJwt(header: Members, claims: Members, secret: string): string {
    const input = `${this.encodePart(JSON.stringify(header))}.${this.encodePart(JSON.stringify(claims))}`;
    return `${input}.${this.jwtSignature(input, secret, 'HS256')}`;
  }

  jwtHeader(name: string): Members {
    return { typ: 'JWT', alg: 'HS256', kid: name };
  }

  times(ttl: number, now: number): Members {
    const iat = Math.floor(now / 1000);
    return { iat, exp: iat + ttl / 1000 };
  }

  judgeJwtTtl(ttl: unknown): void {
    this.judgeTtl(ttl);
    if ((ttl as number) % 1000 !== 0) throw new Refusal();
  }

  judgeRevocationKey(key: unknown): void {
    if (key !== undefined && (typeof key !== 'string' || key === '')) throw new Refusal();
  }

  capabilityClaim(capability: unknown): unknown {
    return this.capabilityText(capability);
  }

  isChannelClaim(value: unknown): boolean {
    return typeof value === 'string';
  }

  isRate(value: unknown): boolean {
    return typeof value === 'number' && value > 0;
  }

  scopedClaims(prefix: string, values: Members, isValid: (value: unknown) => boolean): [string, unknown][] {
    return Object.entries(values).map(([name, value]) => {
      if (name === '' || !isValid(value)) throw new Refusal();
      return [prefix + name, value];
    });
  }

  claimsOf(params: Members, now: number): Members {
    const { ttl = 3_600_000, capability, clientId, revocationKey, channelClaims = {}, publishRates = {} } = params;
    this.judgeJwtTtl(ttl);
    this.judgeClientId(clientId);
    this.judgeRevocationKey(revocationKey);
    return {
      ...this.times(ttl as number, now),
      ...(capability === undefined ? {} : { 'x-ably-capability': this.capabilityClaim(capability) }),
      ...(clientId === undefined ? {} : { 'x-ably-clientId': clientId }),
      ...(revocationKey === undefined ? {} : { 'x-ably-revocation-key': revocationKey }),
      ...Object.fromEntries([
        ...this.scopedClaims(CHANNEL, channelClaims as Members, (value) => this.isChannelClaim(value)),
        ...this.scopedClaims(RATE, publishRates as Members, (value) => this.isRate(value)),
      ]),
    };
  }

  judgeJwtParams(params: Members): void {
    const known = new Set([...PARAMS, 'revocationKey', 'channelClaims', 'publishRates']);
    for (const name of Object.keys(params)) if (!known.has(name)) throw new Refusal();
  }

  createJwt({ key, params, now }: { key: string; params: Members; now: number }): string {
    const { name } = this.splitKey(key);
    this.judgeJwtParams(params);
    return this.writeJwt(this.jwtHeader(name), this.claimsOf(params, now), this.jwtSecret(key));
  }

  splitJwt(token: string): JwtParts {
    const parts = token.split('.');
    if (token.length > this.maxBytes || parts.length !== 3) throw new Refusal();
    return parts as unknown as JwtParts;
  }

  judgeAlgorithm(algorithm: unknown): void {
    if (algorithm !== 'HS256') throw new Refusal();
  }

  judgeCritical(header: Members): void {
    if (header['crit'] !== undefined) throw new Refusal();
  }

  kidFits(kid: unknown, name: string): boolean {
    return kid === name;
  }

  signatureFits(given: string, right: string): boolean {
    return given === right;
  }

  isSecond(value: unknown): boolean {
    return Number.isSafeInteger(value) && (value as number) >= 0;
  }

  judgeLife(iat: number, exp: number, now: number): void {
    if (exp <= iat || exp - iat > this.maxLifeSeconds) throw new Refusal();
    if (iat * 1000 > now || exp * 1000 <= now) throw new Refusal();
  }

  claimedCapability(claim: unknown): string {
    if (typeof claim !== 'string') throw new Refusal();
    return this.canonicalize(claim);
  }

  judgeClientIdClaim(clientId: unknown): void {
    this.judgeClientId(clientId);
  }

  scopesOf(claims: Members, prefix: string, isValid: (value: unknown) => boolean): Members {
    const found = Object.entries(claims).filter(([name]) => name.startsWith(prefix));
    if (!found.every(([, value]) => isValid(value))) throw new Refusal();
    return Object.fromEntries(found.map(([name, value]) => [name.slice(prefix.length), value]));
  }

  verifyJwt({ token, key, now }: { token: string; key: string; now: number }): Members {
    const [header, claims, signature] = this.splitJwt(token);
    const { alg, kid, ...others } = this.readPart(header);
    const { name } = this.splitKey(key);
    this.judgeAlgorithm(alg);
    this.judgeCritical(others);
    if (!this.kidFits(kid, name)) throw new Refusal();
    if (!this.signatureFits(signature, this.jwtSignature(`${header}.${claims}`, this.jwtSecret(key), alg)))
      throw new Refusal();
    return { keyName: name, ...this.readClaims(this.readPart(claims), now) };
  }

  readClaims(claims: Members, now: number): Members {
    const { iat, exp, 'x-ably-capability': capability, 'x-ably-clientId': clientId } = claims;
    const revocationKey = claims['x-ably-revocation-key'];
    if (!this.isSecond(iat) || !this.isSecond(exp)) throw new Refusal();
    this.judgeLife(iat as number, exp as number, now);
    this.judgeClientIdClaim(clientId);
    this.judgeRevocationKey(revocationKey);
    return {
      issued: (iat as number) * 1000,
      expires: (exp as number) * 1000,
      ...(capability === undefined ? {} : { capability: this.claimedCapability(capability) }),
      ...(clientId === undefined ? {} : { clientId }),
      ...(revocationKey === undefined ? {} : { revocationKey }),
      channelClaims: this.scopesOf(claims, CHANNEL, (value) => this.isChannelClaim(value)),
      publishRates: this.scopesOf(claims, RATE, (value) => this.isRate(value)),
    };
  }
}
