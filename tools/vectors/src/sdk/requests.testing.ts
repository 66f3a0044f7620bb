import { createHmac } from 'node:crypto';
import { Refusal } from './capabilities.testing.js';
import { Meanings } from './meanings.testing.js';

export type Members = Record<string, unknown>;

const SIGNED = ['keyName', 'ttl', 'capability', 'clientId', 'timestamp', 'nonce'];
const PARAMS = new Set(SIGNED.slice(1));
const INTEGERS = new Set(['ttl', 'timestamp', 'issued', 'expires']);

/** A text as it is, anything else as JSON has it. */
export function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** API keys, sign text and MAC; creating, reading and verifying requests. */
export class Requests extends Meanings {
  layout = SIGNED;
  terminator = '\n';
  maxTtl = 86_400_000;
  windowMs = 120_000;
  controls = /[\0-\x1f\x7f]/;
  capabilityControls = /\n/;

  splitKey(key: string): { name: string; secret: string } {
    const colon = key.indexOf(':');
    const [name, secret] = [key.slice(0, colon), key.slice(colon + 1)];
    if (colon < 0 || !/^[\w-]+\.[\w-]+$/.test(name) || name.length > 128) throw new Refusal();
    if (!/^[!-~]{1,256}$/.test(secret)) throw new Refusal();
    return { name, secret };
  }

  written(value: unknown): string {
    return value === undefined || value === null ? '' : asText(value);
  }

  joinFields(request: Members): string {
    return this.layout.map((name) => this.written(request[name]) + this.terminator).join('');
  }

  signText(request: Members): string {
    for (const name of ['keyName', 'clientId', 'nonce'])
      if (this.controls.test(this.written(request[name]))) throw new Refusal();
    if (this.capabilityControls.test(this.written(request['capability']))) throw new Refusal();
    return this.joinFields(request);
  }

  bytesOf(text: string): Buffer {
    return Buffer.from(text, 'utf8');
  }

  keyOf(secret: string): Buffer {
    return Buffer.from(secret, 'utf8');
  }

  writeMac(digest: Buffer): string {
    return digest.toString('base64');
  }

  mac(text: string, secret: string): string {
    return this.writeMac(createHmac('sha256', this.keyOf(secret)).update(this.bytesOf(text)).digest());
  }

  judgeTtl(ttl: unknown): void {
    if (ttl !== undefined && !(Number.isInteger(ttl) && (ttl as number) >= 1 && (ttl as number) <= this.maxTtl))
      throw new Refusal();
  }

  judgeTimestamp(timestamp: unknown): void {
    if (timestamp !== undefined && !(Number.isSafeInteger(timestamp) && (timestamp as number) >= 0))
      throw new Refusal();
  }

  judgeClientId(clientId: unknown): void {
    if (clientId === undefined) return;
    if (
      typeof clientId !== 'string' ||
      clientId === '' ||
      this.lengthOf(clientId) > 1024 ||
      this.controls.test(clientId)
    )
      throw new Refusal();
  }

  judgeNonce(nonce: unknown): void {
    if (nonce === undefined) return;
    if (
      typeof nonce !== 'string' ||
      this.lengthOf(nonce) < 16 ||
      this.lengthOf(nonce) > 256 ||
      this.controls.test(nonce)
    )
      throw new Refusal();
  }

  judge({ ttl, timestamp, clientId, nonce }: Members): void {
    this.judgeTtl(ttl);
    this.judgeTimestamp(timestamp);
    this.judgeClientId(clientId);
    this.judgeNonce(nonce);
  }

  paramsOf(params: Members | undefined, defaults: Members | undefined): Members {
    return params ?? defaults ?? {};
  }

  judgeNames(params: Members): void {
    for (const name of Object.keys(params)) if (!PARAMS.has(name)) throw new Refusal();
  }

  /** Capability as it is signed. */
  capabilityText(capability: unknown): string | undefined {
    const text = this.canonicalize(capability);
    if (text === '{}') throw new Refusal();
    return text;
  }

  /** A request as it is signed, of params that were judged. */
  draft(keyName: string, params: Members): Members {
    const { capability, ...others } = params;
    return { keyName, ...others, ...(capability === undefined ? {} : { capability: this.capabilityText(capability) }) };
  }

  /** A request as it is sent. */
  sent(request: Members): Members {
    return request;
  }

  create(input: {
    key: string;
    params?: Members;
    defaultTokenParams?: Members;
    now?: number;
    nonce?: string;
  }): Members {
    const { name, secret } = this.splitKey(input.key);
    const params = this.paramsOf(input.params, input.defaultTokenParams);
    this.judgeNames(params);
    this.judge(params);
    const request = {
      timestamp: input.now ?? 1_750_000_000_000,
      nonce: input.nonce ?? 'a-nonce-of-16-characters',
      ...this.draft(name, params),
    };
    return { ...this.sent(request), mac: this.mac(this.signText(request), secret) };
  }

  readInteger(value: unknown): unknown {
    return typeof value === 'string' && /^(?:0|-?[1-9]\d*)$/.test(value) ? Number(value) : value;
  }

  /** Whether a member stands for an absent one. */
  isAbsent(name: string, value: unknown): boolean {
    return (
      value === undefined ||
      value === null ||
      (name === 'ttl' && value === 0) ||
      (name === 'capability' && value === '')
    );
  }

  judgeUnknown(_: readonly string[]): void {}

  readMembers(text: string, names: readonly string[], required: readonly string[]): Members {
    const source = this.parseJson(text);
    if (typeof source !== 'object' || source === null || Array.isArray(source)) throw new Refusal();
    this.judgeUnknown(Object.keys(source).filter((name) => !names.includes(name)));
    const result: Members = {};
    for (const name of names) {
      const given: unknown = Object.hasOwn(source, name) ? (source as Members)[name] : undefined;
      const value = INTEGERS.has(name) ? this.readInteger(given) : given;
      if (this.isAbsent(name, value)) {
        if (required.includes(name)) throw new Refusal();
        continue;
      }
      if (INTEGERS.has(name) ? !Number.isSafeInteger(value) : typeof value !== 'string') throw new Refusal();
      result[name] = value;
    }
    return result;
  }

  readRequest(text: string): Members {
    return this.readMembers(text, [...SIGNED, 'mac'], ['keyName', 'timestamp', 'nonce', 'mac']);
  }

  readDetails(text: string): Members {
    return this.readMembers(text, ['token', 'keyName', 'issued', 'expires', 'capability', 'clientId'], ['token']);
  }

  /** Capability as the MAC covers it. */
  verifiedCapability(text: string): string {
    return text;
  }

  macFits(given: string, right: string): boolean {
    return given === right;
  }

  isCurrent(timestamp: number, now: number): boolean {
    return Math.abs(timestamp - now) <= this.windowMs;
  }

  verify({ text, key, now }: { text: string; key: string; now: number }): Members {
    const request = this.readRequest(text);
    const { name, secret } = this.splitKey(key);
    if (!/^[\w-]+\.[\w-]+$/.test(request['keyName'] as string)) throw new Refusal();
    this.judge(request);
    const capability = request['capability'] as string | undefined;
    if (capability !== undefined) this.readCapability(capability);
    const signed = capability === undefined ? request : { ...request, capability: this.verifiedCapability(capability) };
    if (request['keyName'] !== name) throw new Refusal();
    if (!this.macFits(request['mac'] as string, this.mac(this.signText(signed), secret))) throw new Refusal();
    if (!this.isCurrent(request['timestamp'] as number, now)) throw new Refusal();
    return request;
  }
}
