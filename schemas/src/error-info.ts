import { z } from '#zod';
import { field } from './field.js';
import { count, httpStatus, openObject, plainText, stringMap } from './internal/shapes.js';

/** An error as the service reports it (TI1). */
export const ErrorInfo = z
  .object({
    code: field(count, {
      description: 'Code of the error.',
      unit: 'one of the error codes of Ably',
      examples: [40142],
      spec: ['TI1', 'TI3'],
      since: '0.8',
    }),
    statusCode: field(httpStatus, {
      description: 'HTTP status that belongs to the error.',
      unit: 'an HTTP status',
      examples: [401],
      spec: ['TI1'],
      since: '0.8',
    }),
    message: field(plainText, {
      description: 'What went wrong, for people.',
      examples: ['Token expired'],
      spec: ['TI1'],
      since: '0.8',
    }),
    href: field(plainText, {
      description: 'Page that explains the error.',
      absent: 'the client builds it from the code.',
      examples: ['https://help.ably.io/error/40142'],
      spec: ['TI4', 'TI5'],
      since: '1.0',
    }).optional(),
    cause: field(openObject, {
      description: 'The error that led to this one, itself an ErrorInfo.',
      absent: 'it is not known.',
      examples: [{ code: 40170, statusCode: 401, message: 'authUrl timed out' }],
      spec: ['TI1'],
      since: '1.1',
    }).optional(),
    requestId: field(plainText, {
      description: 'Id that the client gave the request that failed.',
      absent: 'the request had none.',
      examples: ['kYJ2Rr0hE9c1'],
      spec: ['TI1', 'RSC7c'],
      since: '1.2',
    }).optional(),
    detail: field(stringMap(), {
      description: 'Structured facts about the error.',
      absent: 'there are none.',
      examples: [{ channel: 'news' }],
      spec: ['TI6'],
      since: '6.0',
    }).optional(),
    remediation: field(plainText, {
      description: 'How to fix it, as an instruction. Newer SDKs and this project add it.',
      absent: 'there is no advice.',
      examples: ['Obtain a new token.'],
      spec: [],
      since: '6.0',
    }).optional(),
  })
  .passthrough();
