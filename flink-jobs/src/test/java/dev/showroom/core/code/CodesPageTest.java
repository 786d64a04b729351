package dev.showroom.core.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.showroom.schemas.Channel;
import dev.showroom.schemas.Coupon;
import dev.showroom.schemas.OfferKind;
import dev.showroom.schemas.codec.IsoTime;
import dev.showroom.schemas.codec.JsonRecords;
import dev.showroom.schemas.codec.OutTopic;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tills are built by {@code docs/codes.md}: it must say what the detector does. */
class CodesPageTest {
  private static final CodeKeys KEYS = Coupons.keys(counting('A', 0), counting('B', 32));

  private final String page;
  private final List<Coupon> coupons = new ArrayList<>();

  @TempDir private Path work;

  CodesPageTest() throws Exception {
    page = Files.readString(Path.of("").toAbsolutePath().resolveSibling("docs/codes.md"));
    JsonRecords<Coupon> records = new JsonRecords<>(OutTopic.COUPONS.schema());
    for (String line : block("json").lines().toList()) {
      Coupon coupon = records.read(line.getBytes(StandardCharsets.UTF_8));
      assertThat(JsonRecords.write(coupon)).isEqualTo(line);
      coupons.add(coupon);
    }
  }

  private record Row(String typed, String customer, String at, String answer) {}

  @Test
  void theCodesOfTheExamplesAreThoseThatTheDetectorSigns() {
    assertThat(coupons).hasSize(3);
    for (Coupon coupon : coupons) {
      CodeKey key = KEYS.get(coupon.getCode().charAt(0));
      assertThat(CouponCode.sign(CouponTerms.of(coupon), Coupons.keys(key)).format())
          .isEqualTo(coupon.getCode());
    }
  }

  @Test
  void theFormsOfTheExamplesAndTheirHmacAreTold() {
    StringBuilder forms = new StringBuilder();
    for (Coupon coupon : coupons) {
      byte[] form = CouponTerms.of(coupon).canonical();
      byte[] mac = KEYS.get(coupon.getCode().charAt(0)).mac(form);
      forms.append(new String(form, StandardCharsets.UTF_8)).append('\n');
      forms.append(HexFormat.of().formatHex(mac)).append('\n');
    }
    assertThat(block("text")).isEqualTo(forms.toString());
  }

  @Test
  void theAnswersAreThoseOfTheVerifier() {
    CouponBook book = new CouponBook();
    coupons.forEach(book::note);
    CouponVerifier till = new CouponVerifier(KEYS, book, new UsedInMemory());
    for (Row row : rows()) {
      AtTill shown = AtTill.codeOnly(row.typed(), row.customer(), IsoTime.parse(row.at()));
      assertThat(till.checkCode(shown).kind().name()).as("%s", row.typed()).isEqualTo(row.answer());
    }
  }

  @Test
  void everyAnswerIsTold() {
    for (CodeAnswer.Kind kind : CodeAnswer.Kind.values()) {
      assertThat(page).containsPattern("(?m)^\\| ([A-Z_]+, )?" + kind + "(, [A-Z_]+)? \\| ");
    }
  }

  // ---- in another language

  @Test
  void theTillInPythonGivesTheAnswersOfThePage() throws Exception {
    writeTill();
    Path file = Files.writeString(work.resolve("coupons.jsonl"), block("json"));
    for (Row row : rows()) {
      assertThat(python("till.py", file.toString(), row.typed(), row.customer(), row.at()))
          .as("%s", row.typed())
          .isEqualTo(row.answer());
    }
  }

  @Test
  void theTillInPythonProvesWhateverTheDetectorSigns() throws Exception {
    writeTill();
    Random random = new Random(4);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      lines.add(JsonRecords.write(Coupons.signed(random(random), KEYS)));
    }
    Files.write(work.resolve("coupons.jsonl"), lines);
    Files.writeString(
        work.resolve("all.py"),
        """
        import json, till
        coupons = [json.loads(line) for line in open("coupons.jsonl", encoding="utf-8")]
        print(sum(till.proves(till.read(c["code"]), c) for c in coupons),
              sum(till.proves(till.read(c["code"]), {**c, "valueMinor": c["valueMinor"] + 1}) for c in coupons))
        """);
    assertThat(python("all.py")).isEqualTo("500 0");
  }

  private static Coupon random(Random random) {
    Coupon coupon = Coupons.coupon("k-" + random.nextInt());
    coupon.setCustomerId(text(random));
    coupon.setKind(OfferKind.values()[random.nextInt(OfferKind.values().length)]);
    coupon.setValueMinor(random.nextLong() >> random.nextInt(64));
    coupon.setSku(random.nextBoolean() ? text(random) : null);
    coupon.setFamily(random.nextBoolean() ? text(random) : null);
    coupon.setChannels(
        random.ints(random.nextInt(5), 0, 4).mapToObj(i -> Channel.values()[i]).toList());
    coupon.setValidFrom(Instant.ofEpochMilli(random.nextLong(4_000_000_000_000L)));
    coupon.setValidUntil(Instant.ofEpochMilli(random.nextLong(4_000_000_000_000L)));
    coupon.setLeastPriceMinor(random.nextBoolean() ? random.nextLong(100_000) : null);
    coupon.setMoney(random.nextBoolean());
    return coupon;
  }

  private static String text(Random random) {
    String[] parts = {"", "a", "-", ",", ":", "7:", "é", "日本", "😀", " ", "+", "\"", "\u0000"};
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(6); i > 0; i--) {
      text.append(parts[random.nextInt(parts.length)]);
    }
    return text.toString();
  }

  private void writeTill() throws IOException {
    Files.writeString(work.resolve("till.py"), block("python"));
  }

  private String python(String... args) throws Exception {
    List<String> command = new ArrayList<>(List.of("python3"));
    command.addAll(List.of(args));
    Process process;
    try {
      process =
          new ProcessBuilder(command).directory(work.toFile()).redirectErrorStream(true).start();
    } catch (IOException e) {
      assumeTrue(false, "there is no python3 here");
      return "";
    }
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said.strip();
  }

  // ---- the page

  private List<Row> rows() {
    Matcher row =
        Pattern.compile("(?m)^\\| `([^`]+)` \\| (c-\\d+) \\| (\\S+Z) \\| ([A-Z_]+) \\|$")
            .matcher(page);
    List<Row> rows =
        row.results().map(r -> new Row(r.group(1), r.group(2), r.group(3), r.group(4))).toList();
    assertThat(rows).hasSizeGreaterThanOrEqualTo(13);
    return rows;
  }

  private String block(String language) {
    Matcher block = Pattern.compile("(?s)\n```" + language + "\n(.*?)```").matcher(page);
    assertThat(block.find()).as("a block of %s", language).isTrue();
    return block.group(1);
  }

  private static CodeKey counting(char id, int first) {
    byte[] secret = new byte[32];
    for (int i = 0; i < secret.length; i++) {
      secret[i] = (byte) (first + i);
    }
    return new CodeKey(id, secret);
  }
}
