package dev.showroom.diff;

import dev.showroom.common.Causes;
import dev.showroom.common.CommandFailure;
import dev.showroom.schemas.Alert;
import dev.showroom.schemas.LateEvent;
import dev.showroom.schemas.codec.JsonRecords;
import dev.showroom.schemas.codec.MalformedRecordException;
import dev.showroom.schemas.codec.OutTopic;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.avro.specific.SpecificRecord;

/** Reads the records of a run from its directory, or from a file by itself. */
public final class AlertFiles {
  private AlertFiles() {}

  /**
   * Every line of a directory's {@code alerts.jsonl}, or of a file.
   *
   * @throws CommandFailure where there is none, or a line is no alert
   */
  public static List<Alert> alerts(Path place) {
    if (!Files.exists(place)) {
      throw new CommandFailure("There is no '" + place + "' to read alerts from.");
    }
    Path file = Files.isDirectory(place) ? place.resolve(OutTopic.ALERTS.file()) : place;
    if (!Files.exists(file)) {
      throw new CommandFailure(
          "There is no " + file.getFileName() + " in '" + place + "'; a replay writes one.");
    }
    return read(file, OutTopic.ALERTS, "an alert");
  }

  /**
   * Every line of a file of late events.
   *
   * @throws CommandFailure where there is none, or a line is no late event
   */
  public static List<LateEvent> late(Path file) {
    Path named = Files.isDirectory(file) ? file.resolve(OutTopic.LATE_EVENTS.file()) : file;
    if (!Files.exists(named)) {
      throw new CommandFailure("There is no '" + named + "' to read late events from.");
    }
    return read(named, OutTopic.LATE_EVENTS, "a late event");
  }

  /** Those beside the alerts; none where there is no such file. */
  static List<LateEvent> lateBeside(Path place) {
    Path directory = Files.isDirectory(place) ? place : place.toAbsolutePath().getParent();
    Path file = directory.resolve(OutTopic.LATE_EVENTS.file());
    return Files.exists(file) ? late(file) : List.of();
  }

  private static <T extends SpecificRecord> List<T> read(Path file, OutTopic topic, String what) {
    JsonRecords<T> records = new JsonRecords<>(topic.schema());
    List<T> all = new ArrayList<>();
    try (BufferedReader lines = open(file)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        try {
          all.add(records.read(line.getBytes(StandardCharsets.UTF_8)));
        } catch (MalformedRecordException e) {
          throw new CommandFailure(
              "Line %d of '%s' is not %s.".formatted(all.size() + 1, file, what), e);
        }
      }
      return all;
    } catch (CharacterCodingException e) {
      throw new CommandFailure("'" + file + "' is not a text file in UTF-8.", e);
    } catch (IOException e) {
      throw new CommandFailure("'" + file + "' cannot be read: " + Causes.of(e) + ".", e);
    }
  }

  private static BufferedReader open(Path file) throws IOException {
    InputStream in = Files.newInputStream(file);
    try {
      InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in;
      return new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8.newDecoder()));
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }
}
