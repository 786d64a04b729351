package dev.showroom.core.detect;

import dev.showroom.core.rules.variant.VariantNames;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Alert ids that any run, live or replayed, arrives at. */
public final class AlertIds {
  private AlertIds() {}

  /** 80 bits of SHA-256 over the parts: no two of a billion alerts share one by chance. */
  public static String of(String rule, String customerId, String key, String anchor) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String part : new String[] {VariantNames.plain(rule), customerId, key, anchor}) {
        byte[] utf8 = part.getBytes(StandardCharsets.UTF_8);
        digest.update((byte) (utf8.length >>> 8));
        digest.update((byte) utf8.length);
        digest.update(utf8);
      }
      return "a-" + HexFormat.of().formatHex(digest.digest(), 0, 10) + VariantNames.suffix(rule);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
