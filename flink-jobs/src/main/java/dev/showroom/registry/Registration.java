package dev.showroom.registry;

import dev.showroom.common.CommandFailure;
import dev.showroom.config.RunConfig;
import dev.showroom.schemas.codec.ConfluentFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** This build's schemas and a registry: whether they are there, may be there, and putting them. */
public final class Registration {
  private final SubjectClient subjects;
  private final String prefix;

  /** How a stream's schema stands. */
  public enum State {
    /** As this build has it. */
    THERE,
    /** There is no such subject. */
    ABSENT,
    /** Other versions are there, and this one may follow. */
    OLDER,
    /** Other versions are there, and this one may not follow. */
    INCOMPATIBLE
  }

  /**
   * @param id 0 where it is not there
   * @param version of the subject; 0 where it is not there, or was just registered
   * @param said why it may not be there
   */
  public record Row(String stream, String subject, State state, int id, int version, String said) {}

  /**
   * @throws CommandFailure where there is no registry
   */
  public Registration(RunConfig.Kafka kafka) {
    if (!kafka.schemaRegistry().isOn()) {
      throw new CommandFailure(
          "There is no schema registry: set 'kafka.schema-registry.url' in the file, or nothing has"
              + " to be registered.");
    }
    this.subjects = SchemaRegistry.subjects(kafka);
    this.prefix = kafka.topicPrefix();
  }

  /** How all streams stand; changes nothing. */
  public List<Row> check() {
    List<Row> rows = new ArrayList<>();
    for (String stream : Subjects.streams()) {
      rows.add(check(stream));
    }
    return rows;
  }

  private Row check(String stream) {
    String subject = Subjects.name(prefix, stream);
    String schema = text(stream);
    Optional<SubjectClient.Version> version = subjects.find(subject, schema);
    if (version.isPresent()) {
      return new Row(stream, subject, State.THERE, version.get().id(), version.get().version(), "");
    }
    if (!subjects.exists(subject)) {
      return new Row(stream, subject, State.ABSENT, 0, 0, "");
    }
    SubjectClient.Verdict verdict = subjects.check(subject, schema);
    return new Row(
        stream,
        subject,
        verdict.compatible() ? State.OLDER : State.INCOMPATIBLE,
        0,
        0,
        verdict.said());
  }

  /**
   * Registers what is not there yet.
   *
   * @param row of {@link #check}, not incompatible
   * @return the row as it stands then
   */
  public Row register(Row row) {
    if (row.state() == State.THERE) {
      return row;
    }
    int id = subjects.register(row.subject(), text(row.stream()));
    return new Row(row.stream(), row.subject(), State.THERE, id, 0, "");
  }

  private static String text(String stream) {
    return ConfluentFormat.text(Subjects.schema(stream));
  }
}
