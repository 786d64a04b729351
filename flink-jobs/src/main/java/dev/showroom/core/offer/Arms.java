package dev.showroom.core.offer;

import dev.showroom.core.policy.Policy;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Deals customers to arms: by the first 64 bits of the SHA-256 of salt, a zero byte and customer
 * id, unsigned, modulo 1,000. The same customer is in the same arm for as long as the salt stays.
 * Not for use by several threads at once.
 */
final class Arms {
  private static final int WHOLE = 1_000;

  private final MessageDigest sha;

  Arms() {
    try {
      sha = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  boolean isHeldOut(Policy.HoldOut holdOut, String customerId) {
    if (holdOut == null) {
      return false;
    }
    sha.update(holdOut.salt().getBytes(StandardCharsets.UTF_8));
    sha.update((byte) 0);
    byte[] digest = sha.digest(customerId.getBytes(StandardCharsets.UTF_8));
    long dealt = Long.remainderUnsigned(ByteBuffer.wrap(digest).getLong(), WHOLE);
    return dealt < holdOut.shareMillis();
  }
}
