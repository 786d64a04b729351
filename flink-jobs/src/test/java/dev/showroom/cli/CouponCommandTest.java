package dev.showroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.config.CouponKeys;
import dev.showroom.core.code.CodeKeys;
import dev.showroom.core.code.CouponCode;
import dev.showroom.core.code.CouponTerms;
import dev.showroom.schemas.Channel;
import dev.showroom.schemas.Coupon;
import dev.showroom.schemas.CouponState;
import dev.showroom.schemas.OfferKind;
import dev.showroom.schemas.codec.JsonRecords;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CouponCommandTest {
  private static final String IN_TIME = "2026-03-02T12:00:00Z";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path work;
  private Path keys;
  private Path coupons;
  private Coupon coupon;

  @BeforeEach
  void issue() throws IOException {
    keys = work.resolve("coupon.keys");
    coupons = work.resolve("coupons.jsonl");
    CodeKeys made = CouponKeys.writeFresh(keys, 'A').read(Map.of());
    coupon =
        Coupon.newBuilder()
            .setCouponId("k-1")
            .setCustomerId("c-1")
            .setCode("")
            .setKind(OfferKind.COUPON)
            .setValueMinor(1_500)
            .setFamily("tv")
            .setChannels(List.of(Channel.STORE, Channel.ONLINE))
            .setValidFrom(Instant.parse("2026-03-02T10:00:00Z"))
            .setValidUntil(Instant.parse("2026-03-04T10:00:00Z"))
            .setAlertId("a-1")
            .setLeastPriceMinor(40_000L)
            .setMoney(true)
            .build();
    coupon.setCode(CouponCode.sign(CouponTerms.of(coupon), made).format());
    append(coupon);
  }

  private void append(Coupon line) throws IOException {
    Files.writeString(
        coupons,
        JsonRecords.write(line) + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  private int execute(String... args) {
    return execute(out, err, args);
  }

  private static int execute(StringWriter out, StringWriter err, String... args) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return Main.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(args);
  }

  private String[] verify(String customer, String at, String... more) {
    List<String> args =
        new ArrayList<>(
            List.of("coupon", "verify", "--code", coupon.getCode(), "--customer", customer));
    args.addAll(List.of("--coupons", coupons.toString(), "--keys", keys.toString(), "--at", at));
    args.addAll(List.of(more));
    return args.toArray(String[]::new);
  }

  private static String[] sale(String price, String channel, String... more) {
    List<String> args =
        new ArrayList<>(
            List.of("--sku", "tv-55", "--family", "tv", "--price", price, "--channel", channel));
    args.addAll(List.of(more));
    return args.toArray(String[]::new);
  }

  private void assertAccepted(String... args) {
    assertThat(execute(args)).isZero();
    assertThat(err.toString()).isEmpty();
    assertThat(out.toString().strip())
        .isEqualTo(
            "ACCEPTED: COUPON k-1, worth 1500, for family tv from 40000, in ONLINE, STORE, from"
                + " 2026-03-02T10:00:00Z until 2026-03-04T10:00:00Z.");
  }

  private void assertRefused(String sentence, String... args) {
    assertThat(execute(args)).isEqualTo(1);
    assertThat(err.toString()).isEmpty();
    assertThat(out.toString().strip()).isEqualTo(sentence);
  }

  // ---- key

  @Test
  void aKeyIsPrintedAsALineOfAKeyFile() {
    assertThat(execute("coupon", "key", "--id", "B")).isZero();
    assertThat(out.toString()).matches("B [A-Za-z0-9+/]{43}=\\R");
    CodeKeys.parse(out.toString());
    String first = out.toString();
    execute("coupon", "key", "--id", "B");
    assertThat(out.toString()).as("another one each time").isNotEqualTo(first);
  }

  @Test
  void aKeyFileIsForItsOwnerAlone() throws IOException {
    Path file = work.resolve("new.keys");
    assertThat(execute("coupon", "key", "--output", file.toString())).isZero();
    assertThat(out.toString()).isEmpty();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    String made = Files.readString(file);
    new CouponKeys(file.toString()).read(Map.of());

    assertThat(execute("coupon", "key", "--output", file.toString())).isEqualTo(1);
    assertThat(err.toString()).startsWith("showroom: There is a file '").contains("already");
    assertThat(execute("coupon", "key", "--output", file.toString(), "--keep")).isZero();
    assertThat(file).content().isEqualTo(made);
  }

  @Test
  void aKeyFileThatCannotBeWrittenIsOneSentence() {
    String file = work.resolve("none/new.keys").toString();
    assertThat(execute("coupon", "key", "--output", file)).isEqualTo(1);
    assertThat(err.toString().strip()).endsWith("new.keys' cannot be written.");
  }

  @Test
  void anIdThatNoCodeCanBeginWith() {
    for (String id : List.of("I", "u", "-", "a")) {
      assertThat(execute("coupon", "key", "--id", id)).isEqualTo(2);
      assertThat(err.toString()).contains("--id must be a digit or a capital");
    }
    assertThat(execute("coupon", "key", "--keep")).isEqualTo(2);
    assertThat(execute("coupon")).isEqualTo(2);
    assertThat(err.toString()).contains("coupon key");
  }

  // ---- verify

  @Test
  void aGoodCodeIsAcceptedWithItsTerms() {
    assertAccepted(verify("c-1", IN_TIME));
    assertAccepted(verify("c-1", IN_TIME, sale("40000", "STORE")));
    assertAccepted(verify("c-1", IN_TIME, sale("40000", "online")));
  }

  @Test
  void whatIsNotGoodIsToldInOneSentence() throws IOException {
    assertRefused("OTHER_PERSON: The code was given to somebody else.", verify("c-2", IN_TIME));
    assertRefused(
        "EXPIRED: The coupon was valid until 2026-03-04T10:00:00Z.",
        verify("c-1", "2026-03-04T10:00:00.001Z"));
    assertRefused(
        "NOT_YET_VALID: The coupon is valid from 2026-03-02T10:00:00Z on only.",
        verify("c-1", "2026-03-02T09:00:00Z"));
    assertRefused(
        "PRICE_TOO_LOW: The goods sell for less than the coupon may be used on.",
        verify("c-1", IN_TIME, sale("39999", "STORE")));
    assertRefused(
        "WRONG_CHANNEL: The coupon is not valid in this channel.",
        verify("c-1", IN_TIME, sale("40000", "PHONE")));
    assertRefused(
        "SECOND_MONEY_BENEFIT: The basket has a benefit already, and may have one only.",
        verify("c-1", IN_TIME, sale("40000", "STORE", "--other-benefit")));
    assertRefused(
        "WRONG_GOODS: The coupon is not for these goods.",
        verify("c-1", IN_TIME, "--sku", "x", "--price", "50000", "--channel", "STORE"));
    append(Coupon.newBuilder(coupon).setState(CouponState.REVOKED).setRevision(2).build());
    assertRefused("REVOKED: The coupon has been taken back.", verify("c-1", IN_TIME));
    CouponKeys.writeFresh(work.resolve("other.keys"), 'A');
    keys = work.resolve("other.keys");
    assertRefused(
        "FORGED_OR_ALTERED: The code stands for no coupon that is known here.",
        verify("c-1", IN_TIME));
    coupon.setCode("A" + coupon.getCode());
    assertRefused(
        "UNREADABLE: The code is mistyped or no code: please look again.", verify("c-1", IN_TIME));
  }

  @Test
  void aCouponIsUsedOnce() throws IOException {
    Path used = work.resolve("used.tsv");
    String[] first =
        verify("c-1", IN_TIME, sale("40000", "STORE", "--used", used.toString(), "--redeem", "o1"));
    String[] second =
        verify("c-1", IN_TIME, sale("40000", "STORE", "--used", used.toString(), "--redeem", "o2"));
    assertAccepted(first);
    assertThat(used).content().isEqualTo("k-1\to1\n");
    assertAccepted(first);
    assertRefused("USED: The coupon has been used.", second);
    assertRefused(
        "USED: The coupon has been used.", verify("c-1", IN_TIME, "--used", used.toString()));
    assertThat(used).content().isEqualTo("k-1\to1\n");
  }

  @Test
  void aRegisterWhoseLastLineBrokeOffIsGoneOnWith() throws IOException {
    Path used = Files.writeString(work.resolve("used.tsv"), "k-0\to0\nk-9");
    assertAccepted(
        verify(
            "c-1", IN_TIME, sale("40000", "STORE", "--used", used.toString(), "--redeem", "o1")));
    assertThat(used).content().isEqualTo("k-0\to0\nk-9\nk-1\to1\n");
  }

  @Test
  void ofTillsThatAskAtOnceOneIsToldYes() throws Exception {
    Path used = work.resolve("used.tsv");
    int tills = 16;
    ExecutorService pool = Executors.newFixedThreadPool(tills);
    try {
      List<Callable<String>> all = new ArrayList<>();
      for (int till = 0; till < tills; till++) {
        String[] args =
            verify(
                "c-1",
                IN_TIME,
                sale("40000", "STORE", "--used", used.toString(), "--redeem", "o" + till));
        all.add(
            () -> {
              StringWriter told = new StringWriter();
              execute(told, told, args);
              return told.toString().replaceFirst("(?s):.*", "");
            });
      }
      List<String> answers = new ArrayList<>();
      for (Future<String> answer : pool.invokeAll(all)) {
        answers.add(answer.get());
      }
      assertThat(answers).containsOnlyOnce("ACCEPTED").containsOnly("ACCEPTED", "USED");
      assertThat(Files.readAllLines(used)).hasSize(1);
    } finally {
      pool.shutdownNow();
    }
  }

  // ---- errors

  @Test
  void aFileThatIsMissingOrWrongIsOneSentence() throws IOException {
    Path right = coupons;
    coupons = work.resolve("none.jsonl");
    assertFails("There is no file '", "none.jsonl' with coupons.");
    coupons = Files.writeString(work.resolve("wrong.jsonl"), "\n{\"couponId\":\"k-1\"}\n");
    assertFails("Line 2 of '", "is not a coupon: field 'customerId' is missing.");
    coupons = right;
    Path rightKeys = keys;
    keys = work.resolve("none.keys");
    assertFails("The file with the keys of coupon codes does not exist", "");
    Files.setPosixFilePermissions(rightKeys, PosixFilePermissions.fromString("rw-r--r--"));
    keys = rightKeys;
    assertFails("The file with the keys of coupon codes is open to every user", "");
  }

  private void assertFails(String begin, String end) {
    assertThat(execute(verify("c-1", IN_TIME))).isEqualTo(1);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString().strip())
        .startsWith("showroom: " + begin)
        .endsWith(end)
        .doesNotContain("\n");
  }

  @Test
  void wrongUseIsSaid() {
    assertWrongUse("--redeem needs the register", "--redeem", "o1");
    assertWrongUse("--redeem needs --sku", "--redeem", "o1", "--used", "x");
    assertWrongUse("--redeem must name", sale("1", "STORE", "--used", "x", "--redeem", " "));
    assertWrongUse("--price must not be negative", sale("-1", "STORE"));
    assertWrongUse("--price", "--sku", "tv-55");
    assertWrongUse("--channel", sale("1", "moon"));
    execute(verify("c-1", "yesterday"));
    assertThat(err.toString()).contains("--at must be an ISO-8601 time");
  }

  private void assertWrongUse(String words, String... more) {
    assertThat(execute(verify("c-1", IN_TIME, more))).isEqualTo(2);
    assertThat(err.toString().strip())
        .startsWith("showroom: ")
        .contains(words)
        .doesNotContain("\n");
  }
}
