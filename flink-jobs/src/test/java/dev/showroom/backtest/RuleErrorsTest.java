package dev.showroom.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.schemas.DeadLetter;
import dev.showroom.schemas.DeadLetterReason;
import dev.showroom.schemas.codec.JsonRecords;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rule that errs finds nothing, which is not what its author would think of first. */
class RuleErrorsTest {
  @TempDir Path directory;

  @Test
  void each_rule_that_erred_is_told_with_the_candidate_that_it_is_of() throws IOException {
    Path file =
        write(
            letter("rules", "shop@1/STORE_HOP", "divided by zero", 0),
            letter("rules", "shop@1/STORE_HOP~2", "divided by zero", 0),
            letter("rules", "shop@1/STORE_HOP~2", "divided by zero", 0));

    assertThat(RuleErrors.in(file, List.of("one.yaml", "two.yaml")))
        .containsExactly(
            "Rule STORE_HOP of the baseline erred: divided by zero",
            "Rule STORE_HOP of two.yaml erred: divided by zero");
  }

  @Test
  void other_dead_letters_are_none() throws IOException {
    Path file =
        write(
            letter("browsing", "browsing.jsonl:7", "no JSON", 3),
            letter("rules", "rules.jsonl:1", "no YAML", 5));

    assertThat(RuleErrors.in(file, List.of())).isEmpty();
  }

  private Path write(DeadLetter... letters) throws IOException {
    return Files.write(
        directory.resolve("dead-letters.jsonl"),
        Stream.of(letters).map(JsonRecords::write).toList());
  }

  private static DeadLetter letter(String stream, String origin, String detail, int bytes) {
    return DeadLetter.newBuilder()
        .setStream(stream)
        .setOrigin(origin)
        .setReason(DeadLetterReason.INVALID_VALUE)
        .setDetail(detail)
        .setPayload(ByteBuffer.wrap(new byte[bytes]))
        .build();
  }
}
