package dev.showroom.reconcile;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Pattern;
import org.apache.avro.specific.SpecificRecord;

/** The first 64 bits of a SHA-256: two of a hundred million things have the same once in 4,000. */
final class Digests {
  private static final ThreadLocal<MessageDigest> SHA =
      ThreadLocal.withInitial(
          () -> {
            try {
              return MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
              throw new IllegalStateException("every Java has SHA-256", e);
            }
          });

  private static final Pattern DIGEST = Pattern.compile("[A-Za-z0-9_-]{21}[AQgw]");

  private Digests() {}

  static long of(String text) {
    return ByteBuffer.wrap(SHA.get().digest(text.getBytes(StandardCharsets.UTF_8))).getLong();
  }

  /**
   * Of an event that an alert names: where it is another member of the household's, it is named by
   * a digest that begins with these bits.
   */
  static long ofNamed(String evidence) {
    return isDigest(evidence)
        ? ByteBuffer.wrap(Base64.getUrlDecoder().decode(evidence)).getLong()
        : of(evidence);
  }

  private static boolean isDigest(String evidence) {
    return evidence.length() == 22 && DIGEST.matcher(evidence).matches();
  }

  /** Of what it says, however it was written. */
  static long of(SpecificRecord record) {
    return of(record.toString());
  }
}
