<?php

declare(strict_types=1);

// Runs each public method of the classes beside it as a test: PHP has no test runner of its own.

namespace AblyAuth\Tests;

require __DIR__ . '/../autoload.php';
require __DIR__ . '/Test.php';

ini_set('zend.exception_ignore_args', '0');
set_error_handler(static fn(int $type, string $message) => throw new \ErrorException($message, $type));

$passed = 0;
$failed = 0;
foreach (glob(__DIR__ . '/*Test.php') ?: [] as $file) {
    require_once $file;
    /** @var class-string<Test> $class */
    $class = __NAMESPACE__ . '\\' . basename($file, '.php');
    if ($class === Test::class) {
        continue;
    }
    foreach ((new \ReflectionClass($class))->getMethods(\ReflectionMethod::IS_PUBLIC) as $method) {
        try {
            $method->invoke(new $class());
            ++$passed;
        } catch (\Throwable $error) {
            ++$failed;
            echo "{$method->class}::{$method->name}: {$error->getMessage()}\n{$error->getTraceAsString()}\n";
        }
    }
}
echo "{$passed} passed, {$failed} failed\n";
exit($failed === 0 && $passed > 0 ? 0 : 1);
