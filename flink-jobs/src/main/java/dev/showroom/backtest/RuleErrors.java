package dev.showroom.backtest;

import dev.showroom.core.rules.variant.VariantNames;
import dev.showroom.schemas.DeadLetter;
import dev.showroom.schemas.codec.InTopic;
import dev.showroom.schemas.codec.JsonRecords;
import dev.showroom.schemas.codec.MalformedRecordException;
import dev.showroom.schemas.codec.OutTopic;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What rules erred on in a pass. Where a rule errs it finds nothing: without a word its alerts
 * would look like ones that a candidate drops.
 */
final class RuleErrors {
  private RuleErrors() {}

  /**
   * @param candidates their names, by the numbers that their rules have in the pass, from 1 on
   */
  static List<String> in(Path deadLetters, List<String> candidates) throws IOException {
    JsonRecords<DeadLetter> records = new JsonRecords<>(OutTopic.DEAD_LETTERS.schema());
    TreeSet<String> errors = new TreeSet<>();
    try (Stream<String> lines = Files.lines(deadLetters)) {
      for (String line : (Iterable<String>) lines::iterator) {
        DeadLetter letter = read(records, line);
        String rule = letter.getOrigin().substring(letter.getOrigin().lastIndexOf('/') + 1);
        // A rule set that could not be read has bytes; a rule that errs on an event has none.
        if (letter.getStream().equals(InTopic.RULES.topic())
            && letter.getPayload().remaining() == 0) {
          errors.add(
              "Rule %s of %s erred: %s"
                  .formatted(
                      VariantNames.plain(rule),
                      VariantNames.isVariant(rule) ? candidate(rule, candidates) : "the baseline",
                      letter.getDetail()));
        }
      }
    }
    return new ArrayList<>(errors);
  }

  private static String candidate(String rule, List<String> candidates) {
    int number = Integer.parseInt(VariantNames.suffix(rule).substring(1));
    return number <= candidates.size() ? candidates.get(number - 1) : "candidate " + number;
  }

  private static DeadLetter read(JsonRecords<DeadLetter> records, String line) {
    try {
      return records.read(line.getBytes(StandardCharsets.UTF_8));
    } catch (MalformedRecordException e) {
      throw new IllegalStateException("a line of our own could not be read back", e);
    }
  }
}
