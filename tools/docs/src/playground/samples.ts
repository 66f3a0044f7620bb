import type { JwtForm } from './create-jwt.js';
import type { InspectForm } from './inspect-token.js';
import type { ExplainForm } from './explain-request.js';
import type { SignForm } from './sign-request.js';

/** No key of anybody. */
const KEY = 'appId.keyId:keySecret';

/** Two capabilities whose intersection is neither of them. */
export const CAPABILITIES = {
  one: '{"chat:*": ["subscribe", "publish"], "news": ["subscribe"]}',
  other: '{"chat:lobby": ["*"], "chat:*:private": ["subscribe"], "news": ["publish"]}',
  resource: 'chat:lobby',
  operation: 'publish',
};

export const JWT_SAMPLE: JwtForm = {
  key: KEY,
  capability: '{"chat:*": ["subscribe", "publish"]}',
  clientId: 'alice',
  ttl: '3600000',
  revocationKey: '',
};

/** A JWT of the key above, long expired. */
export const TOKEN_SAMPLE: InspectForm = {
  token:
    'eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiIsImtpZCI6ImFwcElkLmtleUlkIn0.eyJpYXQiOjE3NTAwMDAwMDAsImV4cCI6MTc1MDAwMzYwMCwieC1hYmx5LWNhcGFiaWxpdHkiOiJ7XCJjaGF0OipcIjpbXCJwdWJsaXNoXCIsXCJzdWJzY3JpYmVcIl19IiwieC1hYmx5LWNsaWVudElkIjoiYWxpY2UifQ.wjv_CuG5b4Gp_TOpt5hAJTMf7KYLaPo2BI2GNuf0K88',
  key: KEY,
};

export const SIGN_SAMPLE: SignForm = {
  key: KEY,
  ttl: '3600000',
  capability: '{"chat:*": ["subscribe", "publish"]}',
  clientId: 'alice',
  timestamp: '1750000000000',
  nonce: '0123456789abcdef',
};

/** Signed with the spaces that Python's json.dumps writes, sent without them. */
export const EXPLAIN_SAMPLE: ExplainForm = {
  request: `{
  "keyName": "appId.keyId",
  "ttl": 3600000,
  "capability": "{\\"chat:*\\":[\\"publish\\",\\"subscribe\\"]}",
  "clientId": "alice",
  "timestamp": 1750000000000,
  "nonce": "0123456789abcdef",
  "mac": "xb4xsSxmumSVXMuHycbpU744vS7GuaVyNJn7GeFHMco="
}`,
  key: KEY,
  keyCapability: '{"chat:*":["*"]}',
  byClock: false,
  hasRevocableTokens: false,
};
