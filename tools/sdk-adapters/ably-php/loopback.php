<?php

// The auth server and the Ably service in one, beside the adapter: PHP's curl blocks, so that this needs a process of
// its own. Prints its port; then takes a line with what to answer, and prints what it got since the last.

const TOKEN_DETAILS = ['application/json', '{"token":"app.loopback","issued":1700000000000,"expires":1700003600000}'];

$server = stream_socket_server('tcp://127.0.0.1:0');
print json_encode((int) substr(strrchr(stream_socket_get_name($server, false), ':'), 1)) . "\n";

$answer = TOKEN_DETAILS;
$received = [];
while (true) {
    $ready = [STDIN, $server];
    $none = [];
    stream_select($ready, $none, $none, null);
    if (in_array($server, $ready, true)) {
        $received[] = serve(stream_socket_accept($server), $answer);
        continue;
    }
    $line = fgets(STDIN);
    if ($line === false) {
        exit(0);
    }
    print json_encode($received, JSON_INVALID_UTF8_SUBSTITUTE) . "\n";
    [$answer, $received] = [json_decode($line, true), []];
}

function serve($connection, array $answer): array
{
    [$method, $url] = explode(' ', (string) fgets($connection));
    $headers = [];
    while (($line = trim((string) fgets($connection))) !== '') {
        [$name, $value] = explode(':', $line, 2);
        $headers[strtolower($name)] = trim($value);
    }
    if (isset($headers['expect'])) {
        fwrite($connection, "HTTP/1.1 100 Continue\r\n\r\n");
    }
    $length = (int) ($headers['content-length'] ?? 0);
    $body = $length > 0 ? stream_get_contents($connection, $length) : null;
    [$type, $text] = str_starts_with($url, '/keys/') ? TOKEN_DETAILS : $answer;
    $head = "HTTP/1.1 200 OK\r\nContent-Type: $type\r\nContent-Length: " . strlen($text) . "\r\nConnection: close\r\n\r\n";
    fwrite($connection, $head . $text);
    fclose($connection);
    return ['method' => $method, 'url' => $url, 'headers' => (object) $headers, 'body' => $body];
}
