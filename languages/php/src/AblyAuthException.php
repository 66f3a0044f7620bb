<?php

declare(strict_types=1);

namespace AblyAuth;

use AblyAuth\Gen\ErrorCode;

/**
 * What this package throws where data is wrong; the shape of Ably's ErrorInfo. `getCode()` is Ably's numeric error code
 * (TI1), `getMessage()` says with the path what was expected and what came, and never quotes a secret.
 *
 * A wrong call, such as a clock that returns a text, throws TypeError or ValueError.
 */
final class AblyAuthException extends \RuntimeException implements \JsonSerializable
{
    /** HTTP status (TI1). */
    public readonly int $statusCode;

    /** How to fix it. */
    public readonly string $remediation;

    /** Page that explains the code (TI4, TI5). */
    public readonly string $href;

    /** JSONPath of the value that is wrong, where the error is about one. */
    public readonly ?string $path;

    /** @param list<Issue> $issues */
    public function __construct(
        public readonly ErrorCode $errorCode,
        string $message,
        ?string $path = null,
        ?string $remediation = null,
        /** Which of the errors that share the code it is, as a stable word: `expired`, `kid-unknown`. */
        public readonly ?string $reason = null,
        /** Every issue found, where several were looked for. */
        public readonly array $issues = [],
    ) {
        parent::__construct($message, $errorCode->value);
        $this->statusCode = $errorCode->statusCode();
        $this->remediation = $remediation ?? $errorCode->remediation();
        $this->href = "https://help.ably.io/error/{$errorCode->value}"; // TI5
        $this->path = $path ?? ($issues[0] ?? null)?->path;
    }

    /**
     * The error for a value that is not valid: code, message and remediation of the first issue, and all issues.
     *
     * @param list<Issue> $issues at least one
     */
    public static function fromIssues(array $issues, string $name): self
    {
        $first = $issues[0] ?? throw new \LogicException('no issue');
        $message = $name . substr(Path::shortened($first->path), 1) . ": {$first->message}";

        return new self(ErrorCode::from($first->code), $message, remediation: $first->remediation, issues: $issues);
    }

    /**
     * The error as an ErrorInfo for the body of an answer.
     *
     * @return array<string, int|string>
     */
    public function jsonSerialize(): array
    {
        $info = [
            'message' => $this->getMessage(),
            'code' => $this->errorCode->value,
            'statusCode' => $this->statusCode,
            'remediation' => $this->remediation,
            'href' => $this->href,
            'path' => $this->path,
            'reason' => $this->reason,
        ];

        return array_filter($info, static fn(int|string|null $value): bool => $value !== null);
    }
}
