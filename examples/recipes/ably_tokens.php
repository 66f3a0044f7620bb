<?php
// Ably JWTs and TokenRequests with PHP's standard library (json, hash, iconv). PHP 8.1 or newer.

const ONE_HOUR = 3_600_000; // ms: every ttl is in milliseconds

/** Signs an Ably JWT. $params: clientId, capability (an array of lists), ttl; all optional. */
function ably_jwt(array $params, string $key): string
{
    [$name, $secret] = explode(':', $key, 2); // the secret may contain colons
    $now = time();
    $claims = ['iat' => $now, 'exp' => $now + intdiv($params['ttl'] ?? ONE_HOUR, 1000)]; // in seconds
    if (isset($params['capability'])) $claims['x-ably-capability'] = canonical($params['capability']);
    if (isset($params['clientId'])) $claims['x-ably-clientId'] = checked($params['clientId']);
    $parts = [['typ' => 'JWT', 'alg' => 'HS256', 'kid' => $name], $claims];
    $text = implode('.', array_map(fn ($part) => base64url(to_json($part)), $parts));
    return $text . '.' . base64url(hash_hmac('sha256', $text, $secret, true));
}

/** Signs a TokenRequest, with the same params. Each one can be exchanged for one token, within two minutes. */
function token_request(array $params, string $key): array
{
    [$name, $secret] = explode(':', $key, 2);
    if (isset($params['capability'])) $params['capability'] = canonical($params['capability']);
    if (isset($params['clientId'])) checked($params['clientId']);
    $timestamp = (int) (microtime(true) * 1000);
    $request = $params + ['keyName' => $name, 'timestamp' => $timestamp, 'nonce' => bin2hex(random_bytes(16))];
    $text = '';
    foreach (['keyName', 'ttl', 'capability', 'clientId', 'timestamp', 'nonce'] as $field) {
        $text .= ($request[$field] ?? '') . "\n"; // a line feed after every field
    }
    return $request + ['mac' => base64_encode(hash_hmac('sha256', $text, $secret, true))];
}

/** The text of a capability: no spaces, everything sorted by UTF-16 code units, each operation once. */
function canonical(array $capability): string
{
    $utf16 = fn ($name) => iconv('UTF-8', 'UTF-16BE', (string) $name);
    $order = fn ($one, $other) => strcmp($utf16($one), $utf16($other));
    uksort($capability, $order);
    foreach ($capability as &$operations) {
        $operations = array_values(array_unique($operations));
        usort($operations, $order);
    }
    return to_json((object) $capability);
}

/** A line feed would end the field in the text that is signed, and could turn one user into another. */
function checked(string $clientId): string
{
    if (preg_match('/^[^\x00-\x1f\x7f]+$/D', $clientId)) return $clientId;
    throw new InvalidArgumentException('clientId: expected text without control characters');
}

function to_json(mixed $value): string
{
    $flags = JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_LINE_TERMINATORS | JSON_THROW_ON_ERROR;
    return json_encode($value, $flags);
}

function base64url(string $octets): string
{
    return rtrim(strtr(base64_encode($octets), '+/', '-_'), '=');
}
