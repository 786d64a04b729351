package dev.showroom.core.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CodeKeysTest {
  private static final String ONE = base64(32, 1);
  private static final String TWO = base64(32, 2);

  @Test
  void the_first_signs_and_all_are_known_by_their_ids() {
    CodeKeys keys = CodeKeys.parse("# of March\r\n\n B\t" + ONE + "  # signs\nA " + TWO + "\n#\n");
    assertThat(keys.signing().id()).isEqualTo('B');
    assertThat(keys.get('A').id()).isEqualTo('A');
    assertThat(keys.get('B')).isSameAs(keys.signing());
    assertThat(keys.get('C')).isNull();
  }

  @Test
  void a_line_that_is_written_is_read_back() {
    byte[] secret = Base64.getDecoder().decode(ONE);
    CodeKeys keys = CodeKeys.parse(CodeKeys.line('7', secret));
    assertThat(keys.signing().isSameSecret(new CodeKey('7', secret))).isTrue();
  }

  @Test
  void sixteen_bytes_are_a_key_and_fifteen_are_none() {
    assertThat(CodeKeys.parse("A " + base64(16, 3)).signing().id()).isEqualTo('A');
    refuses("A " + base64(15, 3), "Line 1 has a key of fewer than 16 bytes.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "A|Line 1 must be the id of a key, a blank, and the key in base64.",
        "ONE|Line 1 must be the id of a key, a blank, and the key in base64.",
        "A ONE more|Line 1 must be the id of a key, a blank, and the key in base64.",
        "A: ONE|Line 1 must begin with an id that is one of 0123456789ABCDEFGHJKMNPQRSTVWXYZ.",
        "a ONE|Line 1 must begin with an id that is one of 0123456789ABCDEFGHJKMNPQRSTVWXYZ.",
        "I ONE|Line 1 must begin with an id that is one of 0123456789ABCDEFGHJKMNPQRSTVWXYZ.",
        "A ONE;|Line 1 has a key that is not base64.",
        "A ONE/A TWO|Line 2 has the id of a key before it.",
        "A ONE/B ONE|Line 2 has the same key as a line before it, under another id.",
        "A ONE/#/B short+12|Line 3 has a key of fewer than 16 bytes.",
        "# nothing|There is no key in it.",
        "A AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA|Line 1 has an example for a key, as its bytes go up"
            + " evenly.",
        "A AAECAwQFBgcICQoLDA0ODw==|Line 1 has an example for a key, as its bytes go up evenly.",
      })
  void says_what_is_wrong_and_quotes_nothing(String lines, String sentence) {
    refuses(lines.replace("/", "\n").replace("ONE", ONE).replace("TWO", TWO), sentence);
  }

  @Test
  void does_not_show_itself() {
    CodeKeys keys = CodeKeys.parse("A " + ONE);
    assertThat(keys).hasToString("1 keys (hidden)");
    assertThat(keys.signing()).hasToString("key A (hidden)");
  }

  private static void refuses(String text, String sentence) {
    assertThatThrownBy(() -> CodeKeys.parse(text))
        .isInstanceOf(InvalidKeysException.class)
        .hasMessage(sentence)
        .hasNoCause();
  }

  private static String base64(int bytes, long seed) {
    byte[] secret = new byte[bytes];
    new Random(seed).nextBytes(secret);
    return Base64.getEncoder().encodeToString(secret).replace('/', '+');
  }
}
