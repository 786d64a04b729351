package dev.showroom.evaluate;

import dev.showroom.common.Causes;
import dev.showroom.common.CommandFailure;
import dev.showroom.schemas.Alert;
import dev.showroom.schemas.codec.JsonRecords;
import dev.showroom.schemas.codec.MalformedRecordException;
import dev.showroom.schemas.codec.OutTopic;
import dev.showroom.simulate.TruthLabel;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads what is to be compared. Errors are one sentence, with the line where there is one. */
final class EvaluationFiles {
  /** Reads one line, or says in part of a sentence why it cannot. */
  private interface LineReader {
    void read(String line) throws MalformedRecordException;
  }

  private EvaluationFiles() {}

  /**
   * Every alert of {@code alerts.jsonl}, in the order in which they first appear there.
   *
   * @param shadow whether alerts that were never to be acted on count
   * @throws CommandFailure if there is none, or a line is no alert
   */
  static List<AlertHistory> alerts(Path directory, boolean shadow) {
    if (!Files.isDirectory(directory)) {
      throw new CommandFailure("There is no directory '" + directory + "' to read alerts from.");
    }
    Path file = directory.resolve(OutTopic.ALERTS.file());
    if (!Files.exists(file)) {
      throw new CommandFailure(
          "There is no "
              + file.getFileName()
              + " in '"
              + directory
              + "'; 'showroom replay' writes one.");
    }
    JsonRecords<Alert> records = new JsonRecords<>(OutTopic.ALERTS.schema());
    Map<String, TreeMap<Integer, Alert>> revisions = new LinkedHashMap<>();
    read(
        file,
        "an alert",
        line -> {
          Alert alert = records.read(line.getBytes(StandardCharsets.UTF_8));
          if (shadow || !alert.getShadow()) {
            revisions
                .computeIfAbsent(alert.getAlertId(), id -> new TreeMap<>())
                .put(alert.getRevision(), alert);
          }
        });
    return revisions.values().stream()
        .map(one -> AlertHistory.of(List.copyOf(one.values())))
        .toList();
  }

  /**
   * @throws CommandFailure if there is none, it is empty, or a line is no label
   */
  static List<TruthLabel> truth(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new CommandFailure(
          "There is no file '"
              + file
              + "' with the truth; 'showroom simulate' writes a truth.jsonl.");
    }
    List<TruthLabel> truth = new ArrayList<>();
    read(file, "a label of the truth", line -> truth.add(label(line)));
    if (truth.isEmpty()) {
      throw new CommandFailure("The truth '" + file + "' is empty.");
    }
    return truth;
  }

  private static TruthLabel label(String line) {
    TruthLabel label = TruthLabel.fromJson(line);
    boolean complete =
        label.customerId() != null
            && label.label() != null
            && (!label.positive() || label.pattern() != null && label.anchorTime() != null);
    if (!complete) {
      throw new IllegalArgumentException("incomplete");
    }
    return label;
  }

  private static void read(Path file, String what, LineReader reader) {
    int number = 0;
    try (BufferedReader in = Files.newBufferedReader(file)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        number++;
        reader.read(line);
      }
    } catch (MalformedRecordException | IllegalArgumentException e) {
      throw new CommandFailure("Line %d of '%s' is not %s.".formatted(number, file, what), e);
    } catch (CharacterCodingException e) {
      throw new CommandFailure("'" + file + "' is not a text file in UTF-8.", e);
    } catch (IOException e) {
      throw new CommandFailure("'" + file + "' cannot be read: " + Causes.of(e) + ".", e);
    }
  }
}
