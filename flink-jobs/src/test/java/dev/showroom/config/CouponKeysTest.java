package dev.showroom.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.showroom.common.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CouponKeysTest {
  /** A key that must not be seen again. */
  private static final String CANARY = "c2FmZTpjYW5hcnktaW4tYS1jb2FsLW1pbmU+";

  private static final Map<String, String> NOTHING = Map.of();

  @TempDir private Path work;

  private Path file(String text, String permissions) throws IOException {
    Path file = Files.writeString(work.resolve("coupon.keys"), text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }

  private static CouponKeys in(Path file) {
    return new CouponKeys(file.toString());
  }

  // ---- where from

  @Test
  void reads_the_file_that_is_named() throws IOException {
    Path file = file("A " + CANARY + "\n", "rw-------");
    assertThat(in(file).read(NOTHING)).hasToString("1 keys (hidden)");
  }

  @Test
  void reads_the_environment_where_no_file_is_named_a_comma_for_each_line_end() {
    Map<String, String> environment =
        Map.of(CouponKeys.VARIABLE, "B " + CouponKeys.fresh('B').substring(2) + ", A " + CANARY);
    assertThat(new CouponKeys(" ").read(environment)).hasToString("2 keys (hidden)");
  }

  @Test
  void says_how_to_get_a_key_where_there_is_none() {
    refuses(
        new CouponKeys(""),
        Map.of(CouponKeys.VARIABLE, " "),
        "There is no key to sign coupon codes with: let 'showroom coupon key --output FILE' make"
            + " one and set 'coupons.key-file' to the file (or SHOWROOM_COUPON_KEYS to"
            + " what is in it), or send no coupons with 'coupons.enabled: false'.");
  }

  @Test
  void takes_no_keys_from_two_places() throws IOException {
    refuses(
        in(file("A " + CANARY, "rw-------")),
        Map.of(CouponKeys.VARIABLE, CouponKeys.fresh('B')),
        "There are keys of coupon codes both in a file and in the environment variable"
            + " SHOWROOM_COUPON_KEYS; leave one of them out, so that it is plain which key signs.");
  }

  // ---- who may read it

  @ParameterizedTest
  @ValueSource(strings = {"rw-------", "r--------", "rw-r-----", "rw-rw----"})
  void takes_a_file_of_its_owner_and_group(String permissions) throws IOException {
    in(file("A " + CANARY, permissions)).read(NOTHING);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r--r--", "rw-----w-", "rw----r--", "rw------x"})
  void takes_no_file_that_is_open_to_all(String permissions) throws IOException {
    refuses(
        in(file("A " + CANARY, permissions)),
        NOTHING,
        "The file with the keys of coupon codes is open to every user of the machine: close it with"
            + " 'chmod o= FILE'.");
  }

  // ---- a new one

  @Test
  void a_key_that_is_made_is_good_and_another_one_each_time() {
    Path one = work.resolve("one.keys");
    assertThat(CouponKeys.writeFresh(one, 'A').read(NOTHING)).hasToString("1 keys (hidden)");
    CouponKeys.writeFresh(work.resolve("two.keys"), 'A');
    assertThat(one).content().isNotEqualTo(read(work.resolve("two.keys"))).matches("A \\S{44}\\R");
  }

  @Test
  void overwrites_no_key() throws IOException {
    Path file = file("A " + CANARY, "rw-------");
    assertThatThrownBy(() -> CouponKeys.writeFresh(file, 'A'))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("already");
    assertThat(file).content().isEqualTo("A " + CANARY);
  }

  // ---- what is wrong is told without telling the key

  static Stream<String> wrongFiles() {
    return Stream.of(
        CANARY,
        "A" + CANARY,
        "A: " + CANARY,
        "a " + CANARY,
        "A " + CANARY + " " + CANARY,
        "A " + CANARY + "!",
        "A " + CANARY.substring(0, 16),
        "A " + CANARY + "\nA " + CANARY,
        "A " + CANARY + "\nB " + CANARY,
        "key=" + CANARY,
        "-----BEGIN PRIVATE KEY-----\n" + CANARY);
  }

  @ParameterizedTest
  @MethodSource("wrongFiles")
  void tells_no_key_that_is_written_wrongly(String text) throws IOException {
    Path file = file(text, "rw-------");
    assertTellsNothing(() -> in(file).read(NOTHING), "is not right: Line ");
    String inOneLine = text.replace('\n', ',');
    assertTellsNothing(
        () -> new CouponKeys("").read(Map.of(CouponKeys.VARIABLE, inOneLine)),
        "variable SHOWROOM_COUPON_KEYS is not right: Line ");
  }

  /** Somebody has put the key where the name of its file should be. */
  @ParameterizedTest
  @ValueSource(strings = {CANARY, "A " + CANARY, "A " + CANARY + "\nB " + CANARY, "\0" + CANARY})
  void tells_no_key_that_stands_for_a_path(String text) throws IOException {
    assertTellsNothing(() -> new CouponKeys(text).read(NOTHING), "does not exist");
    assertThat(new CouponKeys(text)).hasToString("keys of a file (hidden)");
    Path empty = Files.writeString(work.resolve("config.yaml"), "");
    RunConfig config = RunConfig.load(empty, Map.of("SHOWROOM_COUPONS_KEY_FILE", text));
    assertThat(config.coupons().keys().file()).isEqualTo(text.strip());
    assertThat(config.toString()).doesNotContain(CANARY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "coupons.key-file: [CANARY]",
        "coupons.key-file: {CANARY: CANARY}",
        "coupons: {key: A CANARY}",
        "coupons: A CANARY",
        "coupons: {keys: A CANARY, enabled: maybe}",
        "coupons.key-file: A CANARY\ncoupons.key-file: A CANARY",
        "coupons.key-file: \"A CANARY",
      })
  void tells_no_key_in_a_complaint_about_the_configuration(String yaml) throws IOException {
    Path file = Files.writeString(work.resolve("config.yaml"), yaml.replace("CANARY", CANARY));
    assertTellsNothing(
        () -> RunConfig.load(file, Map.of(CouponKeys.VARIABLE, "A " + CANARY)), "config.yaml");
  }

  private static void assertTellsNothing(Runnable run, String words) {
    assertThatThrownBy(run::run)
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining(words)
        .satisfies(
            failure -> {
              for (Throwable e = failure; e != null; e = e.getCause()) {
                assertThat(e.toString()).doesNotContain(CANARY, CANARY.substring(0, 16));
              }
            });
  }

  private static void refuses(CouponKeys keys, Map<String, String> environment, String sentence) {
    assertThatThrownBy(() -> keys.read(environment))
        .isInstanceOf(CommandFailure.class)
        .hasMessage(sentence);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
