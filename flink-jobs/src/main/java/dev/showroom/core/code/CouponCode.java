package dev.showroom.core.code;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * A code as people type it: 19 characters, the id of the key, 85 bits of the HMAC of the coupon's
 * terms, and a check character, printed as {@code XXXX-XXXXX-XXXXX-XXXXX}. It proves the terms to
 * whoever has them and the key; it does not contain them. Each step, with examples to build a till
 * by, is in {@code docs/codes.md}.
 */
public final class CouponCode {
  private static final int TAG_SYMBOLS = 17;
  private static final int SYMBOLS = 1 + TAG_SYMBOLS + 1;
  private static final int FIRST_GROUP = 4;
  private static final int GROUP = 5;

  /** Longer texts are no codes, whatever stands in them. */
  private static final int MOST_TYPED = 200;

  private final String symbols;

  private CouponCode(String symbols) {
    this.symbols = symbols;
  }

  /** The code of these terms, under the newest key. */
  public static CouponCode sign(CouponTerms terms, CodeKeys keys) {
    CodeKey key = keys.signing();
    String signed = key.id() + tag(terms, key);
    return new CouponCode(signed + CheckCharacter.of(signed));
  }

  /** Empty where the text is none, or somebody has mistyped it. Small letters are as good. */
  public static Optional<CouponCode> parse(String typed) {
    if (typed == null || typed.length() > MOST_TYPED) {
      return Optional.empty();
    }
    StringBuilder symbols = new StringBuilder(SYMBOLS);
    for (int i = 0; i < typed.length(); i++) {
      char c = typed.charAt(i);
      int value = CodeAlphabet.valueTyped(c);
      if (value >= 0) {
        symbols.append(CodeAlphabet.symbol(value));
      } else if (!CodeAlphabet.separates(c)) {
        return Optional.empty();
      }
    }
    return Optional.of(symbols.toString())
        .filter(read -> read.length() == SYMBOLS && CheckCharacter.fits(read))
        .map(CouponCode::new);
  }

  /** As it is printed and pushed. */
  public String format() {
    StringBuilder text = new StringBuilder(symbols.substring(0, FIRST_GROUP));
    for (int i = FIRST_GROUP; i < SYMBOLS; i += GROUP) {
      text.append('-').append(symbols, i, i + GROUP);
    }
    return text.toString();
  }

  char keyId() {
    return symbols.charAt(0);
  }

  /** Whether the terms were signed so with the key; takes as long for a near miss as for a far. */
  boolean proves(CouponTerms terms, CodeKey key) {
    byte[] given = symbols.substring(1, 1 + TAG_SYMBOLS).getBytes(StandardCharsets.US_ASCII);
    return MessageDigest.isEqual(given, tag(terms, key).getBytes(StandardCharsets.US_ASCII));
  }

  /** The first 85 bits of the HMAC, five to a character. */
  private static String tag(CouponTerms terms, CodeKey key) {
    byte[] mac = key.mac(terms.canonical());
    StringBuilder tag = new StringBuilder(TAG_SYMBOLS);
    for (int i = 0; i < TAG_SYMBOLS; i++) {
      int bit = i * CodeAlphabet.BITS;
      int twoBytes = (mac[bit / 8] & 0xff) << 8 | mac[bit / 8 + 1] & 0xff;
      tag.append(CodeAlphabet.symbol(twoBytes >>> 11 - bit % 8 & 31));
    }
    return tag.toString();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CouponCode code && code.symbols.equals(symbols);
  }

  @Override
  public int hashCode() {
    return symbols.hashCode();
  }

  /** Whoever has it may use it up: it does not belong in a log. */
  @Override
  public String toString() {
    return "coupon code (hidden)";
  }
}
