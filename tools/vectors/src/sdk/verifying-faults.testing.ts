import { Refusal } from './capabilities.testing.js';
import { fault, type Fault } from './fault.testing.js';
import type { Sdk } from './sdk.testing.js';

const readDecimals = (pattern: RegExp) => (sdk: Sdk) => {
  sdk.readInteger = (value) => (typeof value === 'string' && pattern.test(value) ? Number(value) : value);
};

/** How reading and verifying go wrong. */
export const verifyingFaults: readonly Fault[] = [
  fault('refuses members that it does not know', (sdk) => {
    sdk.judgeUnknown = (names) => {
      if (names.length > 0) throw new Refusal();
    };
  }),
  fault('refuses null for an absent member', (sdk) => {
    sdk.isAbsent = (name, value) =>
      value === undefined || (name === 'ttl' && value === 0) || (name === 'capability' && value === '');
  }),
  fault('reads ttl 0 as 0', (sdk) => {
    sdk.isAbsent = (name, value) => value === undefined || value === null || (name === 'capability' && value === '');
  }),
  fault('reads an empty capability as one', (sdk) => {
    sdk.isAbsent = (name, value) => value === undefined || value === null || (name === 'ttl' && value === 0);
  }),
  fault('reads an empty clientId as absent', (sdk) => {
    sdk.isAbsent = (name, value) =>
      value === undefined || value === null || value === '' || (name === 'ttl' && value === 0);
  }),
  fault("reads '0' as absent", (sdk) => {
    sdk.isAbsent = (_, value) => value === undefined || value === null || value === '' || value === '0' || value === 0;
  }),
  fault('does not read decimal text', (sdk) => {
    sdk.readInteger = (value) => value;
  }),
  fault('reads decimal text with leading zeros', readDecimals(/^\d+$/)),
  fault('reads decimal text as JavaScript does', readDecimals(/\d/)),
  fault('reads the digits at the beginning of a text', (sdk) => {
    sdk.readInteger = (value) => (typeof value === 'string' ? Number.parseInt(value, 10) : value);
  }),
  fault('judges lengths when reading', (sdk) => {
    const read = sdk.readRequest.bind(sdk);
    sdk.readRequest = (text) => {
      const request = read(text);
      sdk.judge(request);
      return request;
    };
  }),
  fault('makes capability text canonical when reading', (sdk) => {
    const read = sdk.readMembers.bind(sdk);
    sdk.readMembers = (text, names, required) => {
      const members = read(text, names, required);
      const { capability } = members;
      return capability === undefined ? members : { ...members, capability: sdk.canonicalize(capability) };
    };
  }),
  fault('makes capability text canonical before it checks the MAC', (sdk) => {
    sdk.verifiedCapability = (text) => sdk.canonicalize(text);
  }),
  fault('does not check the MAC', (sdk) => {
    sdk.macFits = () => true;
  }),
  fault('compares the bytes of any Base64 text', (sdk) => {
    sdk.macFits = (given, right) => Buffer.from(given, 'base64').equals(Buffer.from(right, 'base64'));
  }),
  fault('compares Base64 without its last character', (sdk) => {
    sdk.macFits = (given, right) => given.slice(0, 42) === right.slice(0, 42);
  }),
  fault('compares the beginning of a MAC', (sdk) => {
    sdk.macFits = (given, right) => given.startsWith(right);
  }),
  fault('compares MACs without regard to case', (sdk) => {
    sdk.macFits = (given, right) => given.toLowerCase() === right.toLowerCase();
  }),
  fault('trims MACs', (sdk) => {
    sdk.macFits = (given, right) => given.trim() === right;
  }),
  fault('signs and verifies control characters', (sdk) => {
    sdk.controls = /(?!)/;
    sdk.capabilityControls = /(?!)/;
  }),
  fault('refuses line feeds alone', (sdk) => {
    sdk.controls = /\n/;
  }),
  fault('refuses control characters but U+007F', (sdk) => {
    sdk.controls = /[\0-\x1f]/;
  }),
  fault('refuses C1 controls', (sdk) => {
    sdk.controls = /[\0-\x1f\x7f-\x9f]/;
  }),
  fault('refuses a line feed at the end of a field alone', (sdk) => {
    sdk.controls = /\n$/;
  }),
  fault('takes line feeds in a capability', (sdk) => {
    sdk.capabilityControls = /(?!)/;
  }),
  fault('takes line feeds at the end of a capability', (sdk) => {
    sdk.capabilityControls = /\n(?!$)/;
  }),
  fault('takes line feeds at the beginning of a capability', (sdk) => {
    sdk.capabilityControls = /(?<=.)\n/;
  }),
  fault('refuses a capability that holds an escaped line feed', (sdk) => {
    sdk.capabilityControls = /\n|\\n/;
  }),
  fault('does not check the timestamp', (sdk) => {
    sdk.isCurrent = () => true;
  }),
  fault('takes timestamps of the future', (sdk) => {
    sdk.isCurrent = (timestamp, now) => now - timestamp <= sdk.windowMs;
  }),
  fault('takes timestamps of the past', (sdk) => {
    sdk.isCurrent = (timestamp, now) => timestamp - now <= sdk.windowMs;
  }),
  fault('refuses a timestamp at the edge of the window', (sdk) => {
    sdk.isCurrent = (timestamp, now) => Math.abs(timestamp - now) < sdk.windowMs;
  }),
  fault('allows a millisecond more', (sdk) => {
    sdk.windowMs = 120_001;
  }),
];
