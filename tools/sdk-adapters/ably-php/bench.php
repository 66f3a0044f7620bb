<?php

// TokenRequests per second, ably-php beside ably-auth: a line `<side> <input> <count>` is answered with the CPU time in ns.

const KEY = 'xVLyHw.A-pwh7:r8Vx1tJ0bN3kQ5yLwZ7aHdC2';

$sides = [
    'ours' => function (): Closure {
        require __DIR__ . '/../../../languages/php/autoload.php';
        $signer = new AblyAuth\Signer(KEY);
        return function (array $params) use ($signer): void {
            foreach ($params as $each) {
                $signer->createTokenRequest($each);
            }
        };
    },
    'theirs' => function (): Closure {
        require getenv('ABLY_PHP_SOURCE') . '/ably-loader.php';
        $auth = (new Ably\AblyRest(['key' => KEY]))->auth;
        return function (array $params) use ($auth): void {
            foreach ($params as $each) {
                $auth->createTokenRequest($each);
            }
        };
    },
];

function capability(string $form, string $text, int $number): string|array
{
    return match ($form) {
        'same' => $text,
        'other' => str_replace('42', (string) $number, $text),
        'object' => json_decode($text, true),
    };
}

function cpuTime(): int
{
    $usage = getrusage();
    return ($usage['ru_utime.tv_sec'] + $usage['ru_stime.tv_sec']) * 1_000_000_000 +
        ($usage['ru_utime.tv_usec'] + $usage['ru_stime.tv_usec']) * 1000;
}

function measure(Closure $run, string $form, int $count, string $text): int
{
    $params = [];
    for ($number = 0; $number < $count; $number++) {
        $params[] = ['clientId' => 'alice', 'ttl' => 3_600_000, 'capability' => capability($form, $text, $number)];
    }
    $start = cpuTime();
    $run($params);
    return cpuTime() - $start;
}

[, $text, $name] = $argv + [2 => null];
if ($name !== null) {
    if (isset($sides[$name])) {
        measure($sides[$name](), 'same', 1, $text);
    }
    echo cpuTime(), ' ', array_sum(array_map('filesize', array_slice(get_included_files(), 1))), "\n";
    exit();
}
$loaded = array_map(fn(Closure $load) => $load(), $sides);
while (($line = fgets(STDIN)) !== false) {
    [$side, $form, $count] = explode(' ', trim($line));
    echo measure($loaded[$side], $form, (int) $count, $text), "\n";
}
