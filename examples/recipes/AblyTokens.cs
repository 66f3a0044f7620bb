// Ably JWTs and TokenRequests with the .NET base class library. C# 7 or newer, any .NET.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Text;

public static class AblyTokens
{
    /// <summary>Signs an Ably JWT. What is null is not given; ttl is in milliseconds.</summary>
    public static string AblyJwt(string key, IDictionary<string, string[]> capability = null, string clientId = null, long ttl = 3600000)
    {
        var parts = key.Split(new[] { ':' }, 2); // the secret may contain colons
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var header = "{\"typ\":\"JWT\",\"alg\":\"HS256\",\"kid\":" + Quote(parts[0]) + "}";
        var claims = "{\"iat\":" + now + ",\"exp\":" + (now + ttl / 1000); // in seconds
        if (capability != null) claims += ",\"x-ably-capability\":" + Quote(Canonical(capability));
        if (clientId != null) claims += ",\"x-ably-clientId\":" + Quote(Checked(clientId));
        var text = Base64Url(Encoding.UTF8.GetBytes(header)) + "." + Base64Url(Encoding.UTF8.GetBytes(claims + "}"));
        return text + "." + Base64Url(Sign(text, parts[1]));
    }

    /// <summary>Signs a TokenRequest and returns it as JSON. Each one can be exchanged for one token, within two minutes.</summary>
    public static string TokenRequest(string key, IDictionary<string, string[]> capability = null, string clientId = null, long? ttl = null)
    {
        var parts = key.Split(new[] { ':' }, 2);
        var capabilityText = capability == null ? null : Canonical(capability);
        var timestamp = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        var random = new byte[16];
        using (var generator = RandomNumberGenerator.Create()) generator.GetBytes(random);
        var nonce = BitConverter.ToString(random).Replace("-", "");
        // A line feed after every field; nothing between two of them for a field that is not given.
        var text = $"{parts[0]}\n{ttl}\n{capabilityText}\n{Checked(clientId)}\n{timestamp}\n{nonce}\n";
        var json = "{\"keyName\":" + Quote(parts[0]) + ",\"timestamp\":" + timestamp + ",\"nonce\":" + Quote(nonce);
        if (ttl != null) json += ",\"ttl\":" + ttl;
        if (capabilityText != null) json += ",\"capability\":" + Quote(capabilityText);
        if (clientId != null) json += ",\"clientId\":" + Quote(Checked(clientId));
        return json + ",\"mac\":" + Quote(Convert.ToBase64String(Sign(text, parts[1]))) + "}";
    }

    /// <summary>The text of a capability: no spaces, everything sorted by UTF-16 code units, each operation once.</summary>
    public static string Canonical(IDictionary<string, string[]> capability)
    {
        var entries = capability.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry =>
            Quote(entry.Key) + ":[" + string.Join(",", entry.Value.Distinct().OrderBy(name => name, StringComparer.Ordinal).Select(Quote)) + "]");
        return "{" + string.Join(",", entries) + "}";
    }

    // A line feed would end the field in the text that is signed, and could turn one user into another.
    private static string Checked(string clientId)
    {
        if (clientId == "" || clientId != null && clientId.Any(char.IsControl)) throw new ArgumentException("clientId: expected text without control characters");
        return clientId;
    }

    private static string Quote(string text)
    {
        const string Escaped = "\"\\\b\f\n\r\t", Letters = "\"\\bfnrt";
        return "\"" + string.Concat(text.Select(c =>
            Escaped.IndexOf(c) >= 0 ? "\\" + Letters[Escaped.IndexOf(c)] : c < ' ' ? $"\\u{(int) c:x4}" : c.ToString())) + "\"";
    }

    private static byte[] Sign(string text, string secret)
    {
        using (var hmac = new HMACSHA256(Encoding.UTF8.GetBytes(secret))) return hmac.ComputeHash(Encoding.UTF8.GetBytes(text));
    }

    private static string Base64Url(byte[] octets) => Convert.ToBase64String(octets).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
