<?php

declare(strict_types=1);

namespace AblyAuth;

use AblyAuth\Gen\Limits;
use AblyAuth\Gen\Tables;
use AblyAuth\Rule\Text;

/** An API key: a public name and a secret. Printing it shows the name alone. */
final class ApiKey
{
    /**
     * The secrets are beside the objects, since var_export, casts and debuggers print private properties too.
     *
     * @var \WeakMap<self, string>
     */
    private static \WeakMap $secrets;

    private function __construct(
        /** The public part, `<appId>.<keyId>` (RSA17g). */
        public readonly string $name,
        #[\SensitiveParameter] string $secret,
    ) {
        self::$secrets ??= new \WeakMap();
        self::$secrets[$this] = $secret;
    }

    /**
     * Splits an API key at its first colon into name and secret (RSA11).
     *
     * @param string $key the whole key, `<appId>.<keyId>:<secret>`
     *
     * @throws AblyAuthException 40101 if it is not a valid API key; no message quotes it
     */
    public static function parse(#[\SensitiveParameter] string $key): self
    {
        $parts = explode(':', $key, 2); // at the first: a secret may hold colons
        $name = $parts[0];
        $secret = $parts[1] ?? '';
        $at = new Decoding(isLenient: false);
        // The Unicode white space that JavaScript trims, a byte order mark too.
        if (preg_match('~\A[\p{Z}\s\x{feff}]|[\p{Z}\s\x{feff}]\z~u', $key) === 1) {
            $at->breach(Tables::apiKeyWhiteSpace(), '$', 'pattern', 'white space or a line end around it');
        } elseif (count($parts) === 1) {
            $at->breach(Tables::apiKeyColon(), '$', 'pattern', 'none');
        } elseif (Text::length($name) > Limits::KEY_NAME_MAX_LENGTH) {
            $at->breach(Tables::apiKeyName(), '$', 'maxLength', Text::length($name) . ' characters');
        } elseif (!Text::matches(Tables::PATTERNS['KEY_NAME'], $name)) {
            $dots = substr_count($name, '.');
            $at->breach(Tables::apiKeyName(), '$', 'pattern', $dots === 1 ? 'other characters' : "{$dots} dots");
        } elseif ($secret === '' || Text::length($secret) > Limits::KEY_SECRET_MAX_LENGTH) {
            $at->breach(Tables::apiKeySecret(), '$', 'pattern', Text::length($secret) . ' characters');
        } elseif (!Text::matches(Tables::PATTERNS['API_KEY'], $key)) {
            $at->breach(Tables::apiKeySecret(), '$', 'pattern', 'other characters');
        }
        $at->throwIssues('key');

        return new self($name, $secret);
    }

    /** The secret part: anyone who has it can sign for the key. */
    public function secret(): string
    {
        return self::$secrets[$this];
    }

    /** A copy would have no secret. */
    private function __clone() {}

    /** @throws \LogicException always: the secret would be in the text, or be lost */
    public function __serialize(): never
    {
        throw new \LogicException('An API key cannot be serialized: keep the text that it was parsed from.');
    }
}
