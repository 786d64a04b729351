package dev.showroom.core.code;

import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The keys of coupon codes. The first signs, all are good to verify with: a new key is added to
 * every till first, then becomes the first of the job, and the old one is taken away when the last
 * coupon that it signed has expired.
 *
 * <p>Neither serializable nor printable, so that no key gets into a job graph or a log.
 */
public final class CodeKeys {
  /** 128 bits: fewer could be searched. */
  public static final int LEAST_BYTES = 16;

  private final Map<Character, CodeKey> byId;
  private final CodeKey signing;

  CodeKeys(List<CodeKey> keys) {
    byId = new LinkedHashMap<>();
    keys.forEach(key -> byId.put(key.id(), key));
    signing = keys.get(0);
  }

  /**
   * Reads keys, one a line: its id, which is one character of a code, and after a blank its bytes
   * in base64. Blank lines and what follows a {@code #} are passed over.
   *
   * @throws InvalidKeysException that says what is wrong, and in which line
   */
  public static CodeKeys parse(String text) {
    List<CodeKey> keys = new ArrayList<>();
    String[] lines = text.split("\\R", -1);
    for (int i = 0; i < lines.length; i++) {
      String line = lines[i].replaceFirst("#.*", "").strip();
      if (!line.isEmpty()) {
        keys.add(key(line, i + 1, keys));
      }
    }
    if (keys.isEmpty()) {
      throw new InvalidKeysException("There is no key in it.");
    }
    return new CodeKeys(keys);
  }

  private static CodeKey key(String line, int number, List<CodeKey> before) {
    String[] words = line.split("\\s+");
    if (words.length != 2) {
      throw wrong(number, "must be the id of a key, a blank, and the key in base64");
    }
    if (words[0].length() != 1 || CodeAlphabet.value(words[0].charAt(0)) < 0) {
      throw wrong(number, "must begin with an id that is one of " + CodeAlphabet.SYMBOLS);
    }
    CodeKey key = new CodeKey(words[0].charAt(0), secret(words[1], number));
    for (CodeKey other : before) {
      if (other.id() == key.id()) {
        throw wrong(number, "has the id of a key before it");
      }
      if (other.isSameSecret(key)) {
        throw wrong(number, "has the same key as a line before it, under another id");
      }
    }
    return key;
  }

  private static byte[] secret(String base64, int number) {
    byte[] secret;
    try {
      secret = Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      // Its own message tells a character of the key.
      throw wrong(number, "has a key that is not base64");
    }
    if (secret.length < LEAST_BYTES) {
      throw wrong(number, "has a key of fewer than " + LEAST_BYTES + " bytes");
    }
    if (isEven(secret)) {
      throw wrong(number, "has an example for a key, as its bytes go up evenly");
    }
    return secret;
  }

  /** All bytes the same, or counted up: what stands in examples. */
  private static boolean isEven(byte[] secret) {
    byte step = (byte) (secret[1] - secret[0]);
    for (int i = 1; i < secret.length; i++) {
      if ((byte) (secret[i] - secret[i - 1]) != step) {
        return false;
      }
    }
    return true;
  }

  private static InvalidKeysException wrong(int line, String predicate) {
    return new InvalidKeysException("Line " + line + " " + predicate + ".");
  }

  /** A line that {@link #parse} reads. Holds the key: only for where keys are kept. */
  public static String line(char id, byte[] secret) {
    return id + " " + Base64.getEncoder().encodeToString(secret);
  }

  /** Whether a key can have that id. */
  public static boolean isId(char id) {
    return CodeAlphabet.value(id) >= 0;
  }

  CodeKey signing() {
    return signing;
  }

  /** Null where there is none of that id. */
  CodeKey get(char id) {
    return byId.get(id);
  }

  @Override
  public String toString() {
    return byId.size() + " keys (hidden)";
  }
}
