import { Refusal } from './capabilities.testing.js';
import { Jwts } from './jwts.testing.js';
import type { Members } from './requests.testing.js';

type Embedding = {
  outerClaims: Members;
  token: string | Members;
  secret: string;
  place: string;
  innerExpires?: number;
};

/** JWTs of an app that carry a token. */
export class Embedded extends Jwts {
  carrier = 'x-ably-token';

  /** When the token expires, in ms; undefined where nobody says. */
  expiryOf(token: string, details: number | undefined, given: number | undefined): number | undefined {
    return details ?? this.ownExpiry(token) ?? given;
  }

  ownExpiry(token: string): number | undefined {
    const parts = token.split('.');
    if (parts.length !== 3) return undefined;
    try {
      return (this.readPart(parts[1] ?? '')['exp'] as number) * 1000;
    } catch {
      return undefined;
    }
  }

  outlives(exp: unknown, expires: number | undefined): boolean {
    return typeof exp !== 'number' || expires === undefined || exp * 1000 > expires;
  }

  judgeOuterClaims(claims: Members): void {
    if (Object.hasOwn(claims, this.carrier)) throw new Refusal();
  }

  embedToken({ outerClaims, token: given, secret, place, innerExpires }: Embedding): string {
    const { token, expires } =
      typeof given === 'string' ? { token: given } : (given as { token: string; expires?: number });
    if (token === '') throw new Refusal();
    this.judgeOuterClaims(outerClaims);
    if (this.outlives(outerClaims['exp'], this.expiryOf(token, expires, innerExpires))) throw new Refusal();
    const carried = { [this.carrier]: token };
    const header = { typ: 'JWT', alg: 'HS256', ...(place === 'header' ? carried : {}) };
    return this.writeJwt(header, { ...outerClaims, ...(place === 'claim' ? carried : {}) }, secret);
  }

  embeddedIn(holder: Members): string | undefined {
    const token = Object.hasOwn(holder, this.carrier) ? holder[this.carrier] : undefined;
    if (token === undefined || (typeof token === 'string' && token !== '')) return token;
    throw new Refusal();
  }

  chooseEmbedded(inHeader: string | undefined, inClaims: string | undefined): string | undefined {
    if (inHeader !== undefined && inClaims !== undefined && inHeader !== inClaims) throw new Refusal();
    return inHeader ?? inClaims;
  }

  judgePartCount(count: number): void {
    if (count !== 3 && count !== 5) throw new Refusal();
  }

  outerExpiry(exp: unknown): Members {
    return typeof exp === 'number' ? { outerExpires: exp * 1000 } : {};
  }

  extractToken(jwt: string): Members | null {
    const parts = jwt.split('.');
    this.judgePartCount(parts.length);
    const claims = parts.length === 3 ? this.readPart(parts[1] ?? '') : {};
    const inHeader = this.embeddedIn(this.readPart(parts[0] ?? ''));
    const token = this.chooseEmbedded(inHeader, this.embeddedIn(claims));
    if (token === undefined) return null;
    return { token, place: inHeader === undefined ? 'claim' : 'header', ...this.outerExpiry(claims['exp']) };
  }
}
