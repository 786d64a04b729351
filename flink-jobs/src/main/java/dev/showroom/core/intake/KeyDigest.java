package dev.showroom.core.intake;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/**
 * What stands for an id where the id itself must not be kept: the first 128 bits of its SHA-256, in
 * 22 characters. Keys of state are digests, because a key's bytes stay as long as anything is kept
 * for it, and of an erased customer a tombstone is kept.
 *
 * <p>Never to be changed: savepoints find state by it. Not for use by several threads at once.
 */
public final class KeyDigest {
  private static final int BYTES = 16;
  private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();

  /** A power of two: people come back within minutes, so that most ids were just asked for. */
  private static final int REMEMBERED = 8192;

  private final MessageDigest sha;
  private final String[] texts = new String[REMEMBERED];
  private final String[] digests = new String[REMEMBERED];

  public KeyDigest() {
    try {
      sha = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** The digest of the text's UTF-8 bytes. */
  public String of(String text) {
    int hash = text.hashCode();
    int place = (hash ^ hash >>> 16) & REMEMBERED - 1;
    if (!text.equals(texts[place])) {
      digests[place] = digest(text);
      texts[place] = text;
    }
    return digests[place];
  }

  private String digest(String text) {
    byte[] digest = sha.digest(text.getBytes(StandardCharsets.UTF_8));
    return TEXT.encodeToString(Arrays.copyOf(digest, BYTES));
  }
}
