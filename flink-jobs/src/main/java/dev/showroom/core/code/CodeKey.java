package dev.showroom.core.code;

import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** One key, and the id that its codes begin with. Tells nobody its bytes. */
final class CodeKey {
  private static final String ALGORITHM = "HmacSHA256";

  private final char id;
  private final byte[] secret;

  CodeKey(char id, byte[] secret) {
    this.id = id;
    this.secret = secret.clone();
  }

  char id() {
    return id;
  }

  /** HMAC-SHA-256 of the message, 32 bytes. */
  byte[] mac(byte[] message) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret, ALGORITHM));
      return mac.doFinal(message);
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every Java runtime has HMAC-SHA-256", e);
    }
  }

  boolean isSameSecret(CodeKey other) {
    return MessageDigest.isEqual(secret, other.secret);
  }

  @Override
  public String toString() {
    return "key " + id + " (hidden)";
  }
}
