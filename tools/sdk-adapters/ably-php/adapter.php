<?php

// A conformance adapter for ably-php: every answer comes from the SDK, seen through its results or on a loopback server.

use Ably\AblyRest;
use Ably\Defaults;
use Ably\Models\TokenDetails;
use Ably\Models\TokenParams;
use Ably\Models\TokenRequest;

ini_set('display_errors', 'stderr');
require getenv('ABLY_PHP_SOURCE') . '/ably-loader.php';

$loopback = proc_open([PHP_BINARY, __DIR__ . '/loopback.php'], [['pipe', 'r'], ['pipe', 'w'], STDERR], $pipes);
$port = json_decode(fgets($pipes[1]));

/** Says what the auth server answers from now on, and returns the requests that came since the last time. */
function loopback(string $contentType, string $text): array
{
    global $pipes;
    fwrite($pipes[0], json_encode([$contentType, $text], JSON_INVALID_UTF8_SUBSTITUTE) . "\n");
    return json_decode(fgets($pipes[1]), true);
}

function rest(array $options): AblyRest
{
    global $port;
    // The SDK's own log goes to stdout; MessagePack would need a package more.
    $log = fn ($level, $args) => fwrite(STDERR, json_encode($args, JSON_INVALID_UTF8_SUBSTITUTE) . "\n");
    $local = ['restHost' => '127.0.0.1', 'port' => $port, 'fallbackHosts' => ['127.0.0.1'], 'httpMaxRetryCount' => 0];
    return new AblyRest($options + $local + ['useBinaryProtocol' => false, 'logHandler' => $log]);
}

/** What an object of the SDK holds; its null is absence. */
function members(object $model): object
{
    return (object) array_filter(get_object_vars($model), fn ($value) => $value !== null);
}

/** The token that the SDK obtained, and the requests that it sent for it. */
function askAuthServer(array $case, string $contentType, string $text): array
{
    global $port;
    loopback($contentType, $text);
    preg_match('~^(https?://[^/?#]*)(.*)$~s', $case['authUrl'], $url);
    $options = ['authUrl' => "http://127.0.0.1:$port$url[2]", 'tls' => false];
    foreach (['authMethod', 'authParams'] as $name) {
        if (isset($case[$name])) {
            $options[$name] = $case[$name];
        }
    }
    foreach ($case['authHeaders'] ?? [] as $name => $value) {
        $options['authHeaders'][] = "$name: $value";
    }
    try {
        $details = rest($options)->auth->requestToken($case['tokenParams'] ?? []);
    } finally {
        $received = loopback('text/plain', '');
    }
    $sent = $received[0];
    $sent['url'] = $url[1] . $sent['url'];
    $sent['headers'] = (object) (['host' => parse_url($case['authUrl'], PHP_URL_HOST)] + $sent['headers']);
    return [$details, $sent, $received];
}

$operations = [
    'create-token-request' => function (array $case) {
        $options = ['key' => $case['key']];
        if (isset($case['defaultTokenParams'])) {
            $options['defaultTokenParams'] = new TokenParams($case['defaultTokenParams']);
        }
        $now = isset($case['now']) ? ['timestamp' => $case['now']] : [];
        $request = rest($options)->auth->createTokenRequest(($case['params'] ?? []) + $now);
        return ['request' => (object) $request->toArray()];
    },

    'forward-token-request' => function (array $case) {
        [, , $received] = askAuthServer(['authUrl' => 'http://auth.test/'], 'application/json', $case['text']);
        if (count($received) < 2) {
            throw new Exception('ably-php sent no request to requestToken');
        }
        return ['text' => $received[1]['body']];
    },

    'auth-response-kind' => function (array $case) {
        $url = ['authUrl' => 'http://auth.test/'];
        [$details, , $received] = askAuthServer($url, $case['contentType'], $case['text']);
        if (count($received) > 1) {
            return ['kind' => 'token-request'];
        }
        return ['kind' => $details->token === $case['text'] ? 'token' : 'token-details'];
    },

    'auth-url-request' => fn (array $case) => askAuthServer($case, 'text/plain', 'a.token')[1],

    'token-params-query' => function (array $case) {
        $url = ['authUrl' => 'http://auth.test/', 'tokenParams' => $case['params']];
        $query = parse_url(askAuthServer($url, 'text/plain', 'a.token')[1]['url'], PHP_URL_QUERY) ?? '';
        $pairs = [];
        foreach ($query === '' ? [] : explode('&', $query) as $pair) {
            [$name, $value] = explode('=', $pair, 2);
            $pairs[urldecode($name)] = urldecode($value);
        }
        return ['query' => (object) $pairs];
    },

    // ably-php keeps the parts of the key to itself: a created request shows the name, Basic auth both.
    'parse-api-key' => function (array $case) {
        $auth = rest(['key' => $case['key']])->auth;
        $name = $auth->createTokenRequest()->keyName;
        $credentials = base64_decode(substr($auth->getAuthHeaders()[0], strlen('Authorization: Basic ')));
        return ['name' => $name, 'secret' => substr($credentials, strlen($name) + 1)];
    },

    'read-token-request' => function (array $case) {
        $request = new TokenRequest();
        $request->fromJSON($case['text']);
        return ['request' => members($request)];
    },

    'read-token-details' => function (array $case) {
        $details = new TokenDetails();
        $details->fromJSON($case['text']);
        return ['details' => members($details)];
    },
];

while (($line = fgets(STDIN)) !== false) {
    $message = json_decode($line, true);
    if ($message['type'] === 'hello') {
        $sdk = ['sdk' => 'ably-php', 'version' => Defaults::LIB_VERSION, 'language' => 'PHP ' . PHP_VERSION];
        $offered = ['operations' => array_keys($operations), 'features' => ['fixed-clock', 'default-token-params']];
        $reply = ['type' => 'hello', 'protocol' => 1] + $sdk + $offered;
    } else {
        try {
            $output = $operations[$message['operation']]($message['input']);
            $reply = ['id' => $message['id'], 'ok' => true, 'output' => $output];
        } catch (Throwable $error) {
            $code = $error->getCode();
            $text = get_class($error) . ': ' . $error->getMessage();
            $reply = ['id' => $message['id'], 'ok' => false];
            $reply['error'] = ($code === 0 ? [] : ['code' => $code]) + ['message' => $text];
        }
    }
    print json_encode($reply, JSON_INVALID_UTF8_SUBSTITUTE) . "\n";
}
fclose($pipes[0]);
proc_close($loopback);
