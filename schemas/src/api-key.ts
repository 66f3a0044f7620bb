import { apiKey } from './internal/shapes.js';
import { field } from './field.js';

/** A full API key, secret included (RSA11). */
export const ApiKey = field(apiKey, {
  description:
    'A full API key: app id, a dot, key id, a colon, key secret. The part before the first colon is the key name, which is public; the rest is the secret.',
  unit: '`<appId>.<keyId>:<keySecret>`, ASCII',
  examples: ['appId.keyId:keySecret', 'aBc-1_.kEy-2_:s3cret:with:colons'],
  spec: ['AO2a', 'RSA11', 'RSA17g'],
  since: '0.8',
});
