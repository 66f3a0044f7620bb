// Ably JWTs and TokenRequests with the Java standard library. Java 17 or newer.
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.*;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

final class AblyTokens {
    private static final SecureRandom RANDOM = new SecureRandom();

    /** What the token is for; null is "not given". ttl is in milliseconds. */
    record Params(Long ttl, Map<String, ? extends Collection<String>> capability, String clientId) {
        Params {
            // A line feed would end the field in the text that is signed, and could turn one user into another.
            if (clientId != null && !clientId.matches("[^\\x00-\\x1f\\x7f]+"))
                throw new IllegalArgumentException("clientId: expected text without control characters");
        }
    }

    /** Signs an Ably JWT. */
    static String ablyJwt(Params params, String key) {
        String[] parts = key.split(":", 2); // the secret may contain colons
        long now = System.currentTimeMillis() / 1000, ttl = params.ttl() == null ? 3_600_000 : params.ttl();
        var claims = new LinkedHashMap<String, Object>(Map.of("iat", now, "exp", now + ttl / 1000)); // in seconds
        if (params.capability() != null) claims.put("x-ably-capability", canonical(params.capability()));
        if (params.clientId() != null) claims.put("x-ably-clientId", params.clientId());
        String text = base64url(json(Map.of("typ", "JWT", "alg", "HS256", "kid", parts[0]))) + "." + base64url(json(claims));
        return text + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(sign(text, parts[1]));
    }

    /** Signs a TokenRequest. Each one can be exchanged for one token, within two minutes. */
    static Map<String, Object> tokenRequest(Params params, String key) {
        String[] parts = key.split(":", 2);
        byte[] nonce = new byte[16];
        RANDOM.nextBytes(nonce);
        var request = new LinkedHashMap<String, Object>(); // in the order that is signed
        request.put("keyName", parts[0]);
        request.put("ttl", params.ttl());
        request.put("capability", params.capability() == null ? null : canonical(params.capability()));
        request.put("clientId", params.clientId());
        request.put("timestamp", System.currentTimeMillis());
        request.put("nonce", HexFormat.of().formatHex(nonce));
        // A line feed after every field; nothing between two of them for a field that is not given.
        String text = request.values().stream().map(value -> Objects.toString(value, "") + "\n").collect(Collectors.joining());
        request.values().removeIf(Objects::isNull);
        request.put("mac", Base64.getEncoder().encodeToString(sign(text, parts[1])));
        return request;
    }

    /** The text of a capability: no spaces, everything sorted by UTF-16 code units, each operation once. */
    static String canonical(Map<String, ? extends Collection<String>> capability) {
        return new TreeMap<>(capability).entrySet().stream()
            .map(entry -> quote(entry.getKey()) + new TreeSet<>(entry.getValue()).stream()
                .map(AblyTokens::quote).collect(Collectors.joining(",", ":[", "]")))
            .collect(Collectors.joining(",", "{", "}"));
    }

    static String json(Map<String, Object> members) {
        return members.entrySet().stream()
            .map(member -> quote(member.getKey()) + ":" + (member.getValue() instanceof String text ? quote(text) : member.getValue()))
            .collect(Collectors.joining(",", "{", "}"));
    }

    private static String quote(String text) {
        return text.chars().mapToObj(c -> switch (c) {
            case '"', '\\' -> "\\" + (char) c;
            case '\b' -> "\\b";
            case '\f' -> "\\f";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> c < ' ' ? String.format("\\u%04x", c) : String.valueOf((char) c);
        }).collect(Collectors.joining("", "\"", "\""));
    }

    private static byte[] sign(String text, String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every Java platform has HmacSHA256", missing);
        }
    }

    private static String base64url(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
