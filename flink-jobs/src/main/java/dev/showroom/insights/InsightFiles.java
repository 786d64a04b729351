package dev.showroom.insights;

import dev.showroom.common.Causes;
import dev.showroom.common.CommandFailure;
import dev.showroom.core.outbound.InsightKey;
import dev.showroom.schemas.Insight;
import dev.showroom.schemas.codec.JsonRecords;
import dev.showroom.schemas.codec.MalformedRecordException;
import dev.showroom.schemas.codec.OutTopic;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** Reads figures. Errors are one sentence, with the line where there is one. */
final class InsightFiles {
  private InsightFiles() {}

  /**
   * The newest of each figure in {@code insights.jsonl}, which is the last one there.
   *
   * @throws CommandFailure if there is none, or a line is no figure
   */
  static Collection<Insight> newest(Path directory) {
    if (!Files.isDirectory(directory)) {
      throw new CommandFailure("There is no directory '" + directory + "' to read figures from.");
    }
    Path file = directory.resolve(OutTopic.INSIGHTS.file());
    if (!Files.exists(file)) {
      throw new CommandFailure(
          "There is no "
              + file.getFileName()
              + " in '"
              + directory
              + "'; 'showroom replay' writes one.");
    }
    JsonRecords<Insight> records = new JsonRecords<>(OutTopic.INSIGHTS.schema());
    Map<String, Insight> newest = new TreeMap<>();
    int number = 0;
    try (BufferedReader in = Files.newBufferedReader(file)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        number++;
        Insight insight = records.read(line.getBytes(StandardCharsets.UTF_8));
        newest.put(InsightKey.of(insight), insight);
      }
    } catch (MalformedRecordException e) {
      throw new CommandFailure("Line %d of '%s' is not a figure.".formatted(number, file), e);
    } catch (CharacterCodingException e) {
      throw new CommandFailure("'" + file + "' is not a text file in UTF-8.", e);
    } catch (IOException e) {
      throw new CommandFailure("'" + file + "' cannot be read: " + Causes.of(e) + ".", e);
    }
    return newest.values();
  }
}
