<?php

declare(strict_types=1);

// Answers the tests of `ably-auth conformance run` with this package.

use AblyAuth\AblyAuthException;
use AblyAuth\AblyJwt;
use AblyAuth\ApiKey;
use AblyAuth\Capability;
use AblyAuth\EmbeddedToken;
use AblyAuth\JsonText;
use AblyAuth\JwtText;
use AblyAuth\SignText;
use AblyAuth\TokenDetails;
use AblyAuth\TokenRequest;

require __DIR__ . '/../autoload.php';

$clock = static fn(stdClass $in): ?Closure => isset($in->now) ? static fn(): mixed => $in->now : null;
$nonce = static fn(stdClass $in): ?Closure => isset($in->nonce) ? static fn(): mixed => $in->nonce : null;
$canonical = static fn(stdClass $in): string => Capability::canonicalize($in->text ?? $in->capability);

$verifyJwt = static function (stdClass $in) use ($clock): array {
    $tolerance = isset($in->clockToleranceMs) ? [$in->clockToleranceMs] : [];
    $jwt = AblyJwt::verify($in->token, $in->key, $clock($in), ...$tolerance);
    $known = [
        'keyName' => $jwt->keyName,
        'issued' => $jwt->issued,
        'expires' => $jwt->expires,
        'channelClaims' => (object) $jwt->channelClaims,
        'publishRates' => (object) $jwt->publishRates,
        'capability' => $jwt->capability?->text,
        'clientId' => $jwt->clientId,
        'revocationKey' => $jwt->revocationKey,
    ];

    return ['verified' => array_filter($known, static fn(mixed $value): bool => $value !== null)];
};
$extract = static function (stdClass $in): array {
    $found = EmbeddedToken::extract($in->jwt);

    return ['embedded' => $found === null ? null : array_filter(get_object_vars($found), is_scalar(...))];
};
$parseKey = static function (stdClass $in): array {
    $key = ApiKey::parse($in->key);

    return ['name' => $key->name, 'secret' => $key->secret()];
};

$operations = [
    'create-token-request' => static fn(stdClass $in): array => [
        'request' => TokenRequest::create($in->params ?? [], $in->key, $clock($in), $nonce($in)),
    ],
    'parse-api-key' => $parseKey,
    'read-token-request' => static fn(stdClass $in): array => ['request' => TokenRequest::read($in->text)->value],
    'read-token-details' => static fn(stdClass $in): array => ['details' => TokenDetails::read($in->text)->value],
    'canonicalize-capability' => static fn(stdClass $in): array => ['text' => $canonical($in)],
    'parse-capability' => static fn(stdClass $in): array => [
        'capability' => (object) iterator_to_array(Capability::parse($in->text)),
    ],
    'permits' => static fn(stdClass $in): array => [
        'permits' => Capability::parse($in->capability)->permits($in->resource, $in->operation),
    ],
    'covers' => static fn(stdClass $in): array => [
        'covers' => Capability::parse($in->outer)->covers(Capability::parse($in->inner)),
    ],
    'intersect' => static fn(stdClass $in): array => [
        'text' => Capability::parse($in->a)->intersect(Capability::parse($in->b))->text,
    ],
    'sign-text' => static fn(stdClass $in): array => ['text' => SignText::of($in->request)],
    'mac' => static fn(stdClass $in): array => ['mac' => SignText::computeMac($in->text, $in->secret)],
    'verify-token-request' => static fn(stdClass $in): array => [
        'request' => TokenRequest::verify($in->text, $in->key, $clock($in))->request,
    ],
    'create-jwt' => static fn(stdClass $in): array => [
        'token' => AblyJwt::create($in->params, $in->key, $clock($in))->token,
    ],
    'verify-jwt' => $verifyJwt,
    'embed-token' => static fn(stdClass $in): array => [
        'token' => EmbeddedToken::embed(
            $in->outerClaims,
            $in->token,
            $in->secret,
            $in->place,
            $in->innerExpires ?? null,
        ),
    ],
    'extract-embedded-token' => $extract,
];

$answer = static function (stdClass $test) use ($operations): array {
    if ($test->type === 'hello') {
        return [
            'type' => 'hello',
            'protocol' => 1,
            'sdk' => 'ably-auth (PHP)',
            'version' => '0.1.0',
            'language' => 'PHP ' . PHP_VERSION,
            'operations' => array_keys($operations),
            'features' => ['fixed-nonce', 'fixed-clock', 'clock-tolerance'],
        ];
    }
    try {
        return ['id' => $test->id, 'ok' => true, 'output' => (object) $operations[$test->operation]($test->input)];
    } catch (AblyAuthException $error) {
        $known = [
            'code' => $error->getCode(),
            'path' => $error->path,
            'reason' => $error->reason,
            'rule' => ($error->issues[0] ?? null)?->rule,
            'message' => $error->getMessage(),
        ];
    } catch (Throwable $error) {
        $isCall = $error instanceof TypeError || $error instanceof ValueError;
        $known = ['message' => $error::class . ": {$error->getMessage()}", 'crash' => !$isCall];
    }

    return [
        'id' => $test->id,
        'ok' => false,
        'error' => array_filter($known, static fn(mixed $value): bool => $value !== null),
    ];
};

// Not json_decode and json_encode: they lose members whose name begins with U+0000.
$refuse = static fn(string $path, string $expected): Exception => new LogicException("{$path}: expected {$expected}");
while (($line = fgets(STDIN)) !== false) {
    $test = JsonText::parse($line);
    assert($test instanceof stdClass);
    echo JwtText::jsonOf($answer($test), 'answer', $refuse, PHP_INT_MAX), "\n";
}
