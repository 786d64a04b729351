package dev.showroom.core.detect;

import dev.showroom.core.rules.variant.VariantNames;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Alert ids that any run, live or replayed, arrives at. */
public final class AlertIds {
  /** Never fed itself: a copy costs less than a search for who provides one. */
  private static final MessageDigest SHA = sha();

  private AlertIds() {}

  /** 80 bits of SHA-256 over the parts: no two of a billion alerts share one by chance. */
  public static String of(String rule, String customerId, String key, String anchor) {
    try {
      MessageDigest digest = (MessageDigest) SHA.clone();
      for (String part : new String[] {VariantNames.plain(rule), customerId, key, anchor}) {
        byte[] utf8 = part.getBytes(StandardCharsets.UTF_8);
        digest.update((byte) (utf8.length >>> 8));
        digest.update((byte) utf8.length);
        digest.update(utf8);
      }
      return "a-" + HexFormat.of().formatHex(digest.digest(), 0, 10) + VariantNames.suffix(rule);
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("Java's own SHA-256 can be copied", e);
    }
  }

  private static MessageDigest sha() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
