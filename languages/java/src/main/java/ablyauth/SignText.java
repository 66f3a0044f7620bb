package ablyauth;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The text that a MAC covers, and the MAC. */
final class SignText {
  private static final String ALGORITHM = "HmacSHA256";

  private SignText() {}

  /** The text for a request as a caller has it. */
  static String of(Map<String, ?> request) {
    Map<String, Object> members = Decoding.plainObject(Objects.requireNonNull(request, "request"));
    Decoding at = Decoding.strict();
    for (String name : Tables.SIGNED_FIELDS) {
      if (!members.containsKey(name)) {
        continue;
      }
      Object value = members.get(name);
      Rule rule = Tables.TOKEN_REQUEST.rule(name);
      String path = "$." + name;
      if (rule instanceof Rule.Whole) {
        Long number = Decoding.wholeNumber(value);
        if (number == null || !Decoding.isSafe(number)) {
          at.report(rule, path, "type", "another value");
        } else {
          members.put(name, number);
        }
      } else if (!(value instanceof String)) {
        at.report(rule, path, "type", Decoding.got(value));
      } else if (!isSignable((String) value, name.equals("capability"))) {
        at.report(rule, path, "pattern", "a control character or a lone surrogate");
      }
    }
    at.throwIssues("request");
    return join(members);
  }

  /**
   * Whether a text holds nothing that could be read as the end of a field, and has a UTF-8 form.
   */
  private static boolean isSignable(String text, boolean isCapability) {
    // JSON escapes the other control characters itself.
    boolean mayEnd =
        text.chars().anyMatch(unit -> isCapability ? unit == '\n' : unit < ' ' || unit == 0x7f);
    return !mayEnd && JsonText.isWellFormed(text);
  }

  /**
   * Each field with a line feed after it, an absent one as the empty string. The fields must be
   * signable.
   */
  static String join(Map<String, ?> request) {
    StringBuilder text = new StringBuilder();
    for (String name : Tables.SIGNED_FIELDS) {
      Object value = request.get(name);
      text.append(value == null ? "" : value).append('\n');
    }
    return text.toString();
  }

  /** The MAC of a text as base64 with padding. */
  static String mac(String text, String secret) {
    return Base64.getEncoder().encodeToString(hmac(text, secret.getBytes(StandardCharsets.UTF_8)));
  }

  /** The MAC of a text's UTF-8 bytes. */
  static byte[] hmac(String text, byte[] secret) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret, ALGORITHM));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException error) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, error);
    }
  }
}
