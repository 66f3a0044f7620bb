import { AblyAuthError } from '@ably-auth/validation';

/** The error that a service answered with; it keeps the ErrorInfo as its cause (TI2). */
export function serviceError(response: Response, text: string): AblyAuthError {
  const info = errorInfoIn(text);
  const { headers, status } = response;
  const code = numberOr(info['code'], Number(headers.get('x-ably-errorcode')) || status * 100);
  const kind = {
    code,
    statusCode: numberOr(info['statusCode'], status),
    remediation: textOr(info['remediation'], `See https://help.ably.io/error/${code}.`), // TI5
  };
  const message = textOr(info['message'], headers.get('x-ably-errormessage') ?? `HTTP status ${status}`);
  return new AblyAuthError(kind, message, Object.keys(info).length === 0 ? {} : { cause: info });
}

/** RSC10: such an error, which comes with the status 401, means that another token may help. */
export function isTokenError({ code }: AblyAuthError): boolean {
  return code >= 40140 && code < 40150;
}

/** The ErrorInfo of a body, as far as it goes: a service may leave out what the status says already (RSF1). */
function errorInfoIn(text: string): Partial<Record<string, unknown>> {
  try {
    const { error } = JSON.parse(text) as { error?: unknown };
    return typeof error === 'object' && error !== null ? error : {};
  } catch {
    return {};
  }
}

function numberOr(value: unknown, other: number): number {
  return typeof value === 'number' && Number.isInteger(value) ? value : other;
}

function textOr(value: unknown, other: string): string {
  return typeof value === 'string' ? value : other;
}
