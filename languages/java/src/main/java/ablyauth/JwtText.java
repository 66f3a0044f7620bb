package ablyauth;

import static ablyauth.Decoding.ABSENT;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The compact form of JWTs: parts, JSON and signature (RFC 7515). */
final class JwtText {
  private JwtText() {}

  static AblyAuthException error(String reason, String message) {
    return error(reason, message, Tables.JWT_REMEDIATIONS.get(reason));
  }

  static AblyAuthException error(String reason, String message, String remediation) {
    return error(reason, message, remediation, List.of());
  }

  static AblyAuthException error(String reason, String message, List<Issue> issues) {
    return error(reason, message, Tables.JWT_REMEDIATIONS.get(reason), issues);
  }

  /**
   * The error for a JWT that is refused: 40142 for {@code expired}, 40144 for every other reason.
   */
  private static AblyAuthException error(
      String reason, String message, String remediation, List<Issue> issues) {
    ErrorCode code = reason.equals("expired") ? ErrorCodes.TOKEN_EXPIRED : ErrorCodes.INVALID_JWT;
    return AblyAuthException.because(reason, code, message, remediation, issues);
  }

  /** The parts of a JWT in compact form: three of a signed one, five of an encrypted one. */
  static String[] parts(String token) {
    if (token.length() > Limits.TOKEN_TEXT_MAX_BYTES) { // RSA4f
      String expected = "JWT: expected at most " + Limits.TOKEN_TEXT_MAX_BYTES + " bytes, got ";
      throw error("malformed", expected + token.length());
    }
    return token.split("\\.", -1);
  }

  /** Decodes the header or the claims; a member that is named twice is refused (RFC 7519 §4). */
  @SuppressWarnings("unchecked") // JSON text has objects with names alone
  static Map<String, Object> decodeObject(String part, String name) {
    Decoding at = Decoding.strict();
    Object value = JsonText.read(at, "$", decode(part, name), ErrorCodes.INVALID_JWT.code());
    if (value == ABSENT) {
      throw error("malformed", AblyAuthException.of(at.issues, name).getMessage());
    }
    if (value instanceof Map) {
      return (Map<String, Object>) value;
    }
    throw error("malformed", name + ": expected a JSON object, got " + Decoding.got(value));
  }

  private static String decode(String part, String name) {
    try {
      // RFC 7515 §2: no padding, no white space.
      if (part.indexOf('=') < 0) {
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(part));
        return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
      }
    } catch (IllegalArgumentException | CharacterCodingException error) {
      // Its message would quote the part.
    }
    throw error("malformed", name + ": expected base64url of UTF-8 text, got other text");
  }

  /** A JWT in compact form, signed with HS256. */
  static String signed(Map<String, ?> header, String claims, byte[] secret) {
    String text = base64url(utf8(JsonWriter.write(header))) + "." + base64url(utf8(claims));
    return text + "." + signature(text, secret);
  }

  /** The signature of header and claims, in the one form that is accepted. */
  static String signature(String text, byte[] secret) {
    return base64url(SignText.hmac(text, secret));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String base64url(byte[] data) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(data);
  }

  /** The error for a value: where it is, what was expected there, and the value. */
  interface Refuse {
    AblyAuthException because(String path, String expected, Object value);
  }

  /** The JSON text of a value that JSON can say as it is, with each member and item read once. */
  static String jsonOf(Object value, String path, Refuse refuse) {
    return jsonOf(value, path, refuse, Limits.JSON_MAX_DEPTH);
  }

  private static String jsonOf(Object value, String path, Refuse refuse, int depth) {
    if (value instanceof String && JsonText.isWellFormed((String) value)) {
      return JsonWriter.quote((String) value);
    }
    if (value == null || value instanceof Boolean || isFinite(value)) {
      return JsonWriter.write(value);
    }
    List<String> texts = new ArrayList<>();
    if (value instanceof Collection && depth > 0) {
      for (Object item : ((Collection<?>) value).toArray()) {
        texts.add(jsonOf(item, path + "[" + texts.size() + "]", refuse, depth - 1));
      }
      return "[" + String.join(",", texts) + "]";
    }
    Map<String, Object> members = depth > 0 ? Decoding.plainObject(value) : null;
    if (members == null) {
      String expected = "JSON of at most " + Limits.JSON_MAX_DEPTH + " levels, well-formed Unicode";
      throw refuse.because(path, expected, value);
    }
    for (Map.Entry<String, Object> member : members.entrySet()) {
      String name = member.getKey();
      String where = Paths.entry(path, name);
      texts.add(
          jsonOf(name, path, refuse) + ":" + jsonOf(member.getValue(), where, refuse, depth - 1));
    }
    return "{" + String.join(",", texts) + "}";
  }

  static boolean isFinite(Object value) {
    return Decoding.isNumber(value) && Double.isFinite(((Number) value).doubleValue());
  }
}
