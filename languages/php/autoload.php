<?php

declare(strict_types=1);

// Loads the classes of this package where Composer does not.
spl_autoload_register(static function (string $class): void {
    if (str_starts_with($class, 'AblyAuth\\')) {
        $path = str_replace(['AblyAuth\\Gen\\', 'AblyAuth\\', '\\'], ['gen/', '', '/'], $class);
        $file = __DIR__ . "/src/{$path}.php";
        if (is_file($file)) {
            require $file;
        }
    }
});
