package dev.showroom.core.notice;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Ids of decisions and coupons that any run, live or replayed, arrives at. */
public final class OfferIds {
  private OfferIds() {}

  /** One for each alert and policy. */
  public static String decision(String policyId, String alertId) {
    return "d-" + hash("decision", policyId, alertId);
  }

  /** One for each alert: only one policy's offers are ever sent. */
  public static String coupon(String alertId) {
    return "k-" + hash("coupon", alertId);
  }

  /** 80 bits of SHA-256 over the parts: no two of a billion share one by chance. */
  private static String hash(String... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String part : parts) {
        byte[] utf8 = part.getBytes(StandardCharsets.UTF_8);
        digest.update((byte) (utf8.length >>> 8));
        digest.update((byte) utf8.length);
        digest.update(utf8);
      }
      return HexFormat.of().formatHex(digest.digest(), 0, 10);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
