package dev.showroom.core.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KeyDigestTest {
  private final KeyDigest digest = new KeyDigest();

  /** Made by {@code printf %s TEXT | sha256sum}, its first 32 digits in base64url. */
  @Test
  void digestsAreTheOnesThatSavepointsWereWrittenWith() {
    assertThat(digest.of("")).isEqualTo("47DEQpj8HBSa-_TImW-5JA");
    assertThat(digest.of("anna")).isEqualTo("VVebVXiW0M4XZMR_7WRPmw");
    assertThat(digest.of("c-000001")).isEqualTo("2etK0nhyB3CiNVd6TXPTUw");
    assertThat(digest.of("COOKIE:ck-f0e4f1cf1e06bd85")).isEqualTo("wyylsgoft-xvvb9u3HOP9A");
    assertThat(digest.of("Jürgen")).isEqualTo("xY-2csl_unKjo_fwG1ZNVg");
  }

  @Test
  void whatWasAskedBeforeDoesNotShow() {
    String first = digest.of("anna");
    digest.of("ben");

    assertThat(digest.of("anna")).isEqualTo(first).isEqualTo(new KeyDigest().of("anna"));
  }

  @Test
  void aDigestIsShortAndHoldsNothingOfTheId() {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      String id = "c-%06d".formatted(i);
      String one = digest.of(id);
      assertThat(one).hasSize(22).doesNotContain(id);
      seen.add(one);
    }
    assertThat(seen).hasSize(10_000);
  }
}
