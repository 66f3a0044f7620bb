import { z } from '#zod';
import { maxMembers, shape } from '../field.js';
import { limits } from '../limits.js';
import { patterns } from '../patterns.js';

// The shapes that several types share, with the words of their rules. Each type documents its own fields.

const CAPABILITY_ABSENT = 'leaving the capability out grants everything that the key has';

/** Text that is not empty. */
export const filledText = shape(z.string().min(1), {
  id: 'filledText',
  expected: 'a string that is not empty',
  remediation: 'Pass a string that is not empty.',
});

/** Whole milliseconds since the epoch. */
export const timestamp = shape(z.number().int().min(0).max(Number.MAX_SAFE_INTEGER), {
  id: 'timestamp',
  expected: 'whole milliseconds since the Unix epoch',
  remediation: 'Pass the time in whole milliseconds since 1970, not in seconds and not as a date.',
});

/** Whole seconds since the epoch (RFC 7519 NumericDate, without fractions). */
export const numericDate = shape(z.number().int().min(0).max(Number.MAX_SAFE_INTEGER), {
  id: 'numericDate',
  expected: 'whole seconds since the Unix epoch',
  remediation: 'Set the claim to the time in whole seconds since 1970, not in milliseconds and not as a date.',
});

export const count = shape(z.number().int().min(0).max(Number.MAX_SAFE_INTEGER), {
  id: 'count',
  expected: 'a whole number, 0 or more',
  remediation: 'Send a whole number, 0 or more.',
});

export const ttl = shape(z.number().int().min(limits.TTL_MIN_MS.value).max(limits.TTL_MAX_MS.value), {
  id: 'ttl',
  expected: `whole milliseconds from ${limits.TTL_MIN_MS.value} to ${limits.TTL_MAX_MS.value}`,
  remediation: 'Pass the ttl as a whole number of milliseconds.',
  remediations: {
    minimum: 'Pass a ttl of 1 ms or more; leave it out for the default of the service, 60 minutes.',
    maximum: 'Pass 86400000 (24 hours) or less, and renew the token when it expires.',
  },
  absentAs: 0,
});

export const clientId = shape(
  z.string().min(1).max(limits.CLIENT_ID_MAX_LENGTH.value).regex(patterns.NO_CONTROL_CHARACTERS.regex),
  {
    id: 'clientId',
    expected: `1 to ${limits.CLIENT_ID_MAX_LENGTH.value} characters without control characters`,
    remediation: 'Pass the clientId as a string.',
    remediations: {
      minLength: 'Pass the identity of the user; leave the clientId out for an anonymous token.',
      maxLength: 'Pass a shorter identifier of the user.',
      pattern: 'Remove control characters from the clientId: a line feed would end the field in the sign text.',
    },
  },
);

export const nonce = shape(
  z
    .string()
    .min(limits.NONCE_MIN_LENGTH.value)
    .max(limits.NONCE_MAX_LENGTH.value)
    .regex(patterns.NO_CONTROL_CHARACTERS.regex),
  {
    id: 'nonce',
    expected: `${limits.NONCE_MIN_LENGTH.value} to ${limits.NONCE_MAX_LENGTH.value} characters without control characters`,
    remediation: 'Pass a fresh random string for every request.',
    remediations: {
      minLength: 'Pass a random string of 16 characters or more.',
      maxLength: 'Pass a random string of 256 characters or less.',
      pattern: 'Encode the random bytes as base64url or hex: a line feed would end the field in the sign text.',
    },
  },
);

export const keyName = shape(z.string().max(limits.KEY_NAME_MAX_LENGTH.value).regex(patterns.KEY_NAME.regex), {
  id: 'keyName',
  expected: 'a key name, appId.keyId',
  remediation: 'Pass the part of the API key before the first colon.',
});

export const apiKey = shape(
  z
    .string()
    .max(limits.KEY_NAME_MAX_LENGTH.value + 1 + limits.KEY_SECRET_MAX_LENGTH.value)
    .regex(patterns.API_KEY.regex),
  {
    id: 'apiKey',
    expected: 'an API key, appId.keyId:secret',
    remediation: 'Pass the whole key as the dashboard shows it, without white space.',
  },
);

export const mac = shape(z.string().regex(patterns.MAC.regex), {
  id: 'mac',
  expected: 'the padded standard base64 of 32 bytes',
  remediation: 'Encode the HMAC-SHA-256 of the sign text as standard base64 with padding, not as hex or base64url.',
});

export const token = shape(z.string().min(1).max(limits.TOKEN_TEXT_MAX_BYTES.value), {
  id: 'token',
  expected: `a token of 1 to ${limits.TOKEN_TEXT_MAX_BYTES.value} characters`,
  remediation: 'Pass the token string exactly as it was issued.',
});

/** Capability as JSON text; what the text says is checked by `parseCapability`. */
export const capabilityText = shape(z.string().min(1).max(limits.TOKEN_TEXT_MAX_BYTES.value), {
  id: 'capabilityText',
  expected: `JSON text of 1 to ${limits.TOKEN_TEXT_MAX_BYTES.value} characters`,
  remediation: 'Pass the capability as JSON text: {"resource":["operation"]}.',
  remediations: {
    minLength: `Name the resources and operations to grant; ${CAPABILITY_ABSENT}.`,
    maxLength: 'Name fewer resources: one pattern can replace the names that it covers.',
  },
  absentAs: '',
});

/** The same where a MAC covers it: a line feed would end the field in the sign text. */
export const signedCapabilityText = shape(
  z.string().min(1).max(limits.TOKEN_TEXT_MAX_BYTES.value).regex(patterns.NO_LINE_FEED.regex),
  {
    id: 'signedCapabilityText',
    expected: `JSON text of 1 to ${limits.TOKEN_TEXT_MAX_BYTES.value} characters without line feeds`,
    remediation: 'Send the capability as JSON text: {"resource":["operation"]}.',
    remediations: {
      minLength: `Name the resources and operations to grant; ${CAPABILITY_ABSENT}.`,
      maxLength: 'Name fewer resources: one pattern can replace the names that it covers.',
      pattern: 'Sign compact JSON text: pretty-printed text has line feeds, which end a field in the sign text.',
    },
    absentAs: '',
  },
);

const operation = shape(z.string().min(1).max(limits.OPERATION_MAX_LENGTH.value), {
  id: 'operation',
  expected: `an operation of 1 to ${limits.OPERATION_MAX_LENGTH.value} characters`,
  remediation: 'List operations as strings, such as "publish", or "*" alone for all of them.',
});

const operations = shape(z.array(operation).min(1).max(limits.RESOURCE_MAX_OPERATIONS.value), {
  id: 'operations',
  expected: `a list of 1 to ${limits.RESOURCE_MAX_OPERATIONS.value} operations`,
  remediation: 'List the operations as an array of strings, such as ["publish"].',
  remediations: {
    minItems: 'List at least one operation, or remove the resource.',
    maxItems: 'List each operation once, or "*" alone for all of them.',
  },
});

const resource = z.string().min(1).max(limits.RESOURCE_MAX_LENGTH.value);

export const capability = shape(maxMembers(z.record(resource, operations), limits.CAPABILITY_MAX_RESOURCES.value), {
  id: 'capability',
  expected: 'an object of resource names to lists of operations, or its JSON text',
  remediation: 'Pass { "resource": ["operation"] }.',
  remediations: {
    maxProperties: `Name ${limits.CAPABILITY_MAX_RESOURCES.value} resources or less: one pattern can replace the names that it covers.`,
    propertyNames: `Use resource names of 1 to ${limits.RESOURCE_MAX_LENGTH.value} characters.`,
  },
});

/** A new one for each field: a converter tells a schema that occurs twice in one type only once. */
export const stringMap = () =>
  shape(
    z.record(
      z.string(),
      shape(z.string(), { id: 'mapValue', expected: 'a string', remediation: 'Pass the value as a string.' }),
    ),
    { id: 'stringMap', expected: 'an object of strings', remediation: 'Pass an object whose values are strings.' },
  );

/** A member that another version of the service may fill as it likes (RSF1). */
export const openObject = shape(z.object({}).passthrough(), {
  id: 'openObject',
  expected: 'an object',
  remediation: 'Send an object.',
});

export const httpStatus = shape(z.number().int().min(100).max(599), {
  id: 'httpStatus',
  expected: 'an HTTP status from 100 to 599',
  remediation: 'Send the HTTP status that belongs to the error.',
});

export const flag = shape(z.boolean(), {
  id: 'flag',
  expected: 'true or false',
  remediation: 'Pass true or false, or leave the member out.',
});

/** Any text, empty too. */
export const plainText = shape(z.string(), {
  id: 'text',
  expected: 'a string',
  remediation: 'Send a string.',
});

/** Capability text as a service answers it; it was granted already, so only its type is checked. */
export const looseCapabilityText = shape(z.string(), {
  id: 'grantedCapability',
  expected: 'a string',
  remediation: 'Send the capability as JSON text.',
  absentAs: '',
});

export const authMethod = shape(z.enum(['GET', 'POST']), {
  id: 'authMethod',
  expected: '"GET" or "POST"',
  remediation: 'Pass "GET" or "POST", in upper case.',
});

/** Kind of a revocation target; open, since the service checks each target. */
export const revocationType = shape(z.string().min(1).regex(patterns.NO_COLON.regex), {
  id: 'revocationType',
  expected: 'a target type without colons',
  remediation: 'Pass clientId, revocationKey or channel.',
});

export const revocationTargets = shape(z.array(filledText).min(1).max(limits.REVOCATION_MAX_TARGETS.value), {
  id: 'revocationTargets',
  expected: `a list of 1 to ${limits.REVOCATION_MAX_TARGETS.value} targets`,
  remediation: 'Pass the targets as an array of texts of the form type:value.',
  remediations: {
    minItems: 'Name at least one target.',
    maxItems: `Send several requests of at most ${limits.REVOCATION_MAX_TARGETS.value} targets.`,
  },
});

/** Results of a batch; each is a success or a failure. */
export const batchResults = <T extends z.ZodType>(result: T) =>
  shape(
    z.array(
      shape(result, {
        id: 'batchResult',
        expected: 'a result of one target',
        remediation: 'Send target, appliesAt and issuedBefore for a success, target and error for a failure.',
      }),
    ),
    { id: 'batchResults', expected: 'a list of results', remediation: 'Send an array with one result per target.' },
  );

export const ablyAlgorithm = shape(z.literal('HS256'), {
  id: 'algorithm',
  expected: '"HS256"',
  remediation: 'Sign with HS256; no other algorithm is accepted.',
});

export const jwtType = shape(z.literal('JWT'), {
  id: 'jwtType',
  expected: '"JWT"',
  remediation: 'Set typ to "JWT", or leave it out.',
});
