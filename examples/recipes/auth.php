<?php
// An auth server in plain PHP. `ABLY_API_KEY=… php -S localhost:3000 auth.php`
require __DIR__ . '/ably_tokens.php';

/** REPLACE THIS with the sessions of your app: anyone who reads it can log in. */
function user_of_request(): ?string
{
    return ['demo-session-of-alice' => 'alice'][$_COOKIE['session'] ?? ''] ?? null;
}

header('Cache-Control: no-store');
$user = user_of_request();
if ($user === null) {
    http_response_code(401);
    header('Content-Type: application/json');
    echo to_json(['error' => ['code' => 40100, 'statusCode' => 401, 'message' => 'not logged in']]);
    return;
}
$capability = ['chat:*' => ['subscribe', 'publish', 'presence']];
header('Content-Type: application/jwt');
echo ably_jwt(['clientId' => $user, 'capability' => $capability, 'ttl' => 60 * 60 * 1000], getenv('ABLY_API_KEY'));
