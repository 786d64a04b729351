package dev.showroom.registry;

import dev.showroom.common.CommandFailure;
import dev.showroom.config.RunConfig;
import dev.showroom.schemas.codec.ConfluentFormat;
import dev.showroom.schemas.codec.InTopic;
import dev.showroom.schemas.codec.OutTopic;
import dev.showroom.schemas.codec.WireForm;
import dev.showroom.schemas.codec.WriterSchemas;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How records are read from Kafka and written to it, with the deployment's registry or without. */
public final class SchemaRegistry {
  /** At a start somebody is waiting. */
  private static final Duration START_PATIENCE = Duration.ofSeconds(10);

  private SchemaRegistry() {}

  /** Where records are read: the schemas that they were written with. */
  public static WriterSchemas.Source writers(RunConfig.Kafka kafka) {
    RunConfig.SchemaRegistry config = kafka.schemaRegistry();
    return config.isOn() ? new Asked(config) : WriterSchemas.Source.NONE;
  }

  private record Asked(RunConfig.SchemaRegistry config) implements WriterSchemas.Source {
    private static final long serialVersionUID = 1L;

    @Override
    public WriterSchemas open() {
      return new RegistrySchemas(new RegistryClient(config, System.getenv(), config.patience()));
    }
  }

  /**
   * The form in which these streams' records are written. With a registry, the ids of their schemas
   * are looked up now; nothing is registered.
   *
   * @param streams names without prefix
   * @throws CommandFailure that names every subject that is missing, and what mends it
   */
  public static WireForm wireForm(RunConfig.Kafka kafka, Collection<String> streams) {
    if (!kafka.schemaRegistry().isOn()) {
      return WireForm.SINGLE_OBJECT;
    }
    SubjectClient subjects = subjects(kafka);
    Map<String, Integer> ids = new HashMap<>();
    List<String> missing = new ArrayList<>();
    for (String stream : streams) {
      String subject = Subjects.name(kafka.topicPrefix(), stream);
      subjects
          .find(subject, ConfluentFormat.text(Subjects.schema(stream)))
          .ifPresentOrElse(version -> ids.put(stream, version.id()), () -> missing.add(subject));
    }
    if (!missing.isEmpty()) {
      throw new CommandFailure(
          (missing.size() == 1
                  ? "The schema registry does not have this build's schema under the subject "
                  : "The schema registry does not have this build's schemas under the subjects ")
              + String.join(", ", missing)
              + "; let 'showroom schemas register --config F' register "
              + (missing.size() == 1 ? "it." : "them."));
    }
    return new WireForm(ids);
  }

  /** {@link #wireForm} of all streams that the detector writes. */
  public static WireForm outputForm(RunConfig.Kafka kafka) {
    return wireForm(kafka, Arrays.stream(OutTopic.values()).map(OutTopic::topic).toList());
  }

  /** {@link #wireForm} of all streams that the detector reads, for whoever writes them. */
  public static WireForm inputForm(RunConfig.Kafka kafka) {
    return wireForm(kafka, Arrays.stream(InTopic.values()).map(InTopic::topic).toList());
  }

  static SubjectClient subjects(RunConfig.Kafka kafka) {
    return new SubjectClient(
        new RegistryClient(kafka.schemaRegistry(), System.getenv(), START_PATIENCE));
  }
}
