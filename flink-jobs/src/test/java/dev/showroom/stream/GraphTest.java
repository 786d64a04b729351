package dev.showroom.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.showroom.config.RunConfig;
import dev.showroom.files.FilesOfTest;
import dev.showroom.files.StreamInputs;
import dev.showroom.history.ReplayTopics;
import dev.showroom.live.KafkaBinding;
import dev.showroom.live.push.PushLane;
import dev.showroom.replay.FileReplay;
import dev.showroom.replay.ReplaySpan;
import dev.showroom.replay.run.ReplayJob;
import dev.showroom.replay.spool.Reading;
import dev.showroom.replay.spool.ReplayOrder;
import dev.showroom.replay.spool.Spool;
import dev.showroom.replay.spool.SpoolReplay;
import dev.showroom.schemas.codec.InTopic;
import dev.showroom.schemas.codec.KnownSchemas;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.state.StateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.CompositeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.base.ListSerializer;
import org.apache.flink.api.common.typeutils.base.MapSerializer;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.api.java.typeutils.GenericTypeInfo;
import org.apache.flink.api.java.typeutils.runtime.PojoSerializer;
import org.apache.flink.api.java.typeutils.runtime.kryo.KryoSerializer;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.apache.flink.streaming.api.transformations.PhysicalTransformation;
import org.apache.flink.streaming.api.transformations.SinkTransformation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Looks at the graphs that are really built: what savepoints and the network will see. */
class GraphTest {
  /** What makes coupons, signs them and sends them, and what needs transactions. */
  private static final Set<OperatorId> OF_THE_LIVE_JOB =
      EnumSet.of(
          OperatorId.COUPON_RECORDS,
          OperatorId.COUPON_SIGNER,
          OperatorId.COUPON_SINK,
          OperatorId.LEDGER_SINK,
          OperatorId.PUSH_SOURCE,
          OperatorId.PUSH,
          OperatorId.PUSH_SINK);

  /** The bindings of the graph. */
  enum Bound {
    TO_FILES {
      @Override
      void bind(StreamExecutionEnvironment env) {
        StreamInputs files =
            StreamInputs.of(
                Map.of(InTopic.PURCHASES, FilesOfTest.input(Path.of("purchases.jsonl"))));
        ReplaySpan span = new ReplaySpan(Long.MIN_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, 0, 0);
        FileReplay.bind(
            env,
            files,
            span,
            InitialRules.shipped(),
            InitialPolicies.shipped(),
            Path.of("nowhere"));
      }
    },
    FROM_TOPICS_TO_TOPICS {
      @Override
      void bind(StreamExecutionEnvironment env) {
        Spool spool = new Spool(List.of(), 1, 0, 0);
        Reading reading =
            new Reading(
                ReplayOrder.EVENT_TIME,
                0,
                0,
                new EnumMap<>(InTopic.class),
                0,
                0,
                0,
                0,
                true,
                "stop");
        new ReplayJob(
                same ->
                    SpoolReplay.arrivals(
                        same,
                        spool,
                        reading,
                        Duration.ZERO,
                        0,
                        new EnumMap<>(InTopic.class),
                        new KnownSchemas()),
                new ReplayTopics(RunConfig.defaults().kafka(), "replay.")::sink,
                GraphSettings.shipped(),
                0,
                2,
                1,
                null)
            .bind(env);
      }
    },
    TO_KAFKA {
      @Override
      void bind(StreamExecutionEnvironment env) {
        KafkaBinding.bind(
            env, RunConfig.defaults(), InitialRules.shipped(), InitialPolicies.shipped());
        PushLane.bind(env, RunConfig.defaults());
      }
    };

    abstract void bind(StreamExecutionEnvironment env);

    StreamExecutionEnvironment environment() {
      return environment(FlinkSettings.forJob());
    }

    StreamExecutionEnvironment environment(Configuration settings) {
      StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(settings);
      bind(env);
      // Flink would refuse both, too, but says neither where nor what to do.
      Set<Transformation<?>> all = transformations(env);
      assertThat(all)
          .filteredOn(GraphTest::needsUid)
          .filteredOn(operator -> operator.getUid() == null)
          .extracting(GraphTest::whereabouts)
          .as(
              "operators without a uid, by which savepoints find their state;"
                  + " give each a constant of OperatorId, and wire it by OperatorId.X.on(...)")
          .isEmpty();
      assertThat(all)
          .filteredOn(GraphTest::needsUid)
          .filteredOn(one -> one.getOutputType() instanceof GenericTypeInfo)
          .extracting(one -> whereabouts(one) + ", which gives " + one.getOutputType())
          .as(
              "types that Kryo would serialize; give each a packed form, a constant of Packings,"
                  + " and say .returns(Packings.X.as(X.class)), and of a key its type")
          .isEmpty();
      return env;
    }

    Collection<StreamNode> nodes() {
      StreamGraph graph = environment().getStreamGraph(false);
      graph.getJobGraph();
      return graph.getStreamNodes();
    }
  }

  @ParameterizedTest
  @EnumSource
  void every_operator_has_a_uid_of_its_own_by_which_savepoints_find_it(Bound bound) {
    List<String> known = Arrays.stream(OperatorId.values()).map(OperatorId::uid).toList();
    List<String> uids =
        bound.nodes().stream()
            .map(StreamNode::getTransformationUID)
            // What Flink itself puts behind a sink is named after the sink.
            .filter(uid -> uid == null || !uid.startsWith("Sink Committer: "))
            .toList();

    assertThat(uids).doesNotHaveDuplicates().isSubsetOf(known);
    assertThat(uids).containsAnyOf(OperatorId.SOURCE.uid(), OperatorId.HISTORY.uid());
    assertThat(uids)
        .contains(
            OperatorId.INTAKE.uid(),
            OperatorId.IDENTITY.uid(),
            OperatorId.JOURNEY.uid(),
            OperatorId.SINK.uid());
  }

  @Test
  void uids_and_titles_are_unique() {
    assertThat(OperatorId.values()).extracting(OperatorId::uid).doesNotHaveDuplicates();
    assertThat(OperatorId.values()).extracting(OperatorId::title).doesNotHaveDuplicates();
  }

  @Test
  void all_graphs_have_the_same_operators_between_source_and_sink() {
    assertThat(inner(Bound.TO_FILES)).isEqualTo(inner(Bound.TO_KAFKA)).hasSize(20);
    assertThat(inner(Bound.FROM_TOPICS_TO_TOPICS)).isEqualTo(inner(Bound.TO_KAFKA));
  }

  private static Set<String> inner(Bound bound) {
    return uids(
        bound,
        id ->
            id != OperatorId.SOURCE
                && id != OperatorId.HISTORY
                && id != OperatorId.WARMED_UP
                && id != OperatorId.DECODE
                && id != OperatorId.SINK
                && !OF_THE_LIVE_JOB.contains(id));
  }

  @Test
  void from_a_replay_nothing_can_be_sent_for_what_sends_is_not_in_its_graph() {
    assertThat(uids(Bound.TO_KAFKA, OF_THE_LIVE_JOB::contains)).hasSize(OF_THE_LIVE_JOB.size());
    assertThat(uids(Bound.TO_FILES, OF_THE_LIVE_JOB::contains)).isEmpty();
    assertThat(uids(Bound.FROM_TOPICS_TO_TOPICS, OF_THE_LIVE_JOB::contains)).isEmpty();
  }

  private static Set<String> uids(Bound bound, Predicate<OperatorId> wanted) {
    Set<String> uids = new LinkedHashSet<>();
    bound.nodes().forEach(node -> uids.add(node.getTransformationUID()));
    uids.retainAll(Stream.of(OperatorId.values()).filter(wanted).map(OperatorId::uid).toList());
    return uids;
  }

  @Test
  void from_a_decision_to_the_producer_that_sends_its_coupon_there_is_no_shuffle() {
    List<String> tasks = new ArrayList<>();
    StreamGraph graph = Bound.TO_KAFKA.environment().getStreamGraph(false);
    graph.getJobGraph().getVertices().forEach(task -> tasks.add(task.getName()));

    assertThat(tasks)
        .anySatisfy(
            task ->
                assertThat(task)
                    .contains(
                        OperatorId.OFFER_DESK.title(),
                        OperatorId.COUPON_RECORDS.title(),
                        OperatorId.COUPON_SIGNER.title(),
                        OperatorId.COUPON_SINK.title()));
  }

  @Test
  void what_is_late_is_judged_where_it_is_read_so_that_no_idle_subtask_can_make_it_late() {
    StreamGraph graph = Bound.TO_KAFKA.environment().getStreamGraph(false);
    assertThat(graph.getJobGraph().getVertices())
        .as("live: by the watermark of the partitions that the same subtask reads")
        .anySatisfy(
            task ->
                assertThat(task.getName())
                    .contains(OperatorId.SOURCE.title(), OperatorId.INTAKE.title()));
    for (Bound replay : List.of(Bound.TO_FILES, Bound.FROM_TOPICS_TO_TOPICS)) {
      assertThat(replay.nodes())
          .filteredOn(node -> node.getInEdges().isEmpty())
          .as("replay: one reader reads all, and its watermarks go with the lines to all subtasks")
          .singleElement()
          .extracting(StreamNode::getParallelism)
          .isEqualTo(1);
    }
  }

  @Test
  void an_alert_leaves_a_live_job_at_once_and_a_replay_in_batches() {
    Configuration live = FlinkSettings.forJob();
    live.set(ExecutionOptions.BUFFER_TIMEOUT, Duration.ofMillis(10));

    assertThat(bufferTimeouts(Bound.TO_KAFKA, live)).containsEntry(OperatorId.JOURNEY.uid(), 0L);
    assertThat(bufferTimeouts(Bound.TO_FILES, FlinkSettings.forReplay(2)).values())
        .containsOnly(100L);
  }

  private static Map<String, Long> bufferTimeouts(Bound bound, Configuration settings) {
    StreamGraph graph = bound.environment(settings).getStreamGraph(false);
    Map<String, Long> timeouts = new HashMap<>();
    graph
        .getStreamNodes()
        .forEach(node -> timeouts.put(node.getTransformationUID(), node.getBufferTimeout()));
    return timeouts;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8, 16, 32})
  void a_replay_has_the_network_buffers_that_its_parallelism_takes(int parallelism) {
    Configuration settings = FlinkSettings.forReplay(parallelism);
    long edges = Bound.TO_FILES.nodes().stream().mapToLong(node -> node.getOutEdges().size()).sum();
    // Of each subtask one for each that it sends to, and one that it fills.
    long taken =
        edges
            * parallelism
            * (parallelism + 1)
            * settings.get(TaskManagerOptions.MEMORY_SEGMENT_SIZE).getBytes();

    assertThat(taken)
        .isLessThanOrEqualTo(settings.get(TaskManagerOptions.NETWORK_MEMORY_MAX).getBytes());
  }

  @ParameterizedTest
  @EnumSource
  void nothing_that_is_shuffled_is_left_to_kryo(Bound bound) {
    List<TypeSerializer<?>> serializers = new ArrayList<>();
    for (StreamNode node : bound.nodes()) {
      serializers.addAll(Arrays.asList(node.getTypeSerializersIn()));
      if (node.getTypeSerializerOut() != null) {
        serializers.add(node.getTypeSerializerOut());
      }
      if (node.getStateKeySerializer() != null) {
        serializers.add(node.getStateKeySerializer());
      }
    }

    assertThat(serializers).hasSizeGreaterThan(6);
    serializers.forEach(serializer -> assertNoKryo("the graph", serializer));
  }

  @Test
  void the_settings_forbid_kryo_and_generated_uids() {
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(FlinkSettings.forJob());
    ExecutionConfig config = env.getConfig();
    assertThatThrownBy(
            () -> TypeInformation.of(Object.class).createSerializer(config.getSerializerConfig()))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThat(config.hasAutoGeneratedUIDsEnabled()).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void the_number_of_key_groups_is_set_and_not_derived_from_the_parallelism(Bound bound) {
    StreamGraph graph = bound.environment().getStreamGraph(false);
    assertThat(graph.getJobGraph().getVertices())
        .isNotEmpty()
        .allSatisfy(
            task ->
                assertThat(task.getMaxParallelism())
                    .as(task.getName())
                    // Of the desk there is one, for good.
                    .isEqualTo(task.getName().contains(OperatorId.OFFER_DESK.title()) ? 1 : 128));
  }

  @Test
  void nothing_that_is_kept_in_state_is_left_to_kryo() throws Exception {
    List<StateDescriptor<?, ?>> states = TestStates.all();

    assertThat(states).hasSizeGreaterThanOrEqualTo(3);
    for (StateDescriptor<?, ?> state : states) {
      state.initializeSerializerUnlessSet(new ExecutionConfig());
      assertNoKryo("state " + state.getName(), state.getSerializer());
    }
    assertThat(states).extracting(StateDescriptor::getName).doesNotHaveDuplicates();
  }

  @Test
  void a_replay_has_no_sink_but_files_or_topics_of_its_own() {
    List<String> sinks = sinksOf(Bound.TO_FILES);

    assertThat(sinks).containsExactly("dev.showroom.replay.LineSink");
    assertThat(sinksOf(Bound.FROM_TOPICS_TO_TOPICS))
        .as("the topics of its own")
        .containsExactly("org.apache.flink.connector.kafka.sink.KafkaSink");
    assertThat(sinksOf(Bound.TO_KAFKA))
        .as("what the same look finds in the live graph")
        .hasSize(4)
        .containsOnly(
            "org.apache.flink.connector.kafka.sink.KafkaSink", "dev.showroom.live.LedgerSink");
  }

  @Test
  void a_replay_has_nothing_in_its_graph_that_pushes() {
    assertThat(operators(Bound.TO_FILES)).noneMatch(GraphTest::pushes);
    assertThat(operators(Bound.FROM_TOPICS_TO_TOPICS)).noneMatch(GraphTest::pushes);
    assertThat(operators(Bound.TO_KAFKA))
        .as("what the same look finds in the live graph")
        .anyMatch(GraphTest::pushes);
  }

  private static List<String> operators(Bound bound) {
    return bound.nodes().stream()
        .map(StreamNode::getOperatorFactory)
        .filter(Objects::nonNull)
        .map(factory -> factory.getStreamOperatorClass(GraphTest.class.getClassLoader()).getName())
        .toList();
  }

  private static boolean pushes(String operator) {
    return operator.startsWith(PushLane.class.getPackageName());
  }

  private static List<String> sinksOf(Bound bound) {
    return transformations(bound.environment()).stream()
        .filter(SinkTransformation.class::isInstance)
        .map(sink -> ((SinkTransformation<?, ?>) sink).getSink().getClass().getName())
        .toList();
  }

  private static Set<Transformation<?>> transformations(StreamExecutionEnvironment env) {
    Set<Transformation<?>> all = new LinkedHashSet<>();
    for (Transformation<?> root : env.getTransformations()) {
      all.addAll(root.getTransitivePredecessors());
    }
    return all;
  }

  /** What runs; unions, partitions and side outputs are only wiring. */
  private static boolean needsUid(Transformation<?> one) {
    return one instanceof PhysicalTransformation;
  }

  private static String whereabouts(Transformation<?> one) {
    List<String> behind =
        one.getTransitivePredecessors().stream()
            .filter(before -> before != one && before.getUid() != null)
            .map(Transformation::getName)
            .toList();
    return "\"%s\" behind \"%s\""
        .formatted(one.getName(), behind.isEmpty() ? "nothing" : behind.get(behind.size() - 1));
  }

  private static void assertNoKryo(String where, TypeSerializer<?> serializer) {
    assertThat((Object) serializer)
        .as("%s: give the type a packed form, a constant of Packings", where)
        .isNotInstanceOf(KryoSerializer.class);
    if (serializer instanceof MapSerializer<?, ?> map) {
      assertNoKryo(where, map.getKeySerializer());
      assertNoKryo(where, map.getValueSerializer());
    }
    if (serializer instanceof ListSerializer<?> list) {
      assertNoKryo(where, list.getElementSerializer());
    }
    assertThat((Object) serializer)
        .as("%s: a composite's parts would have to be looked at too", where)
        .isNotInstanceOfAny(CompositeSerializer.class, PojoSerializer.class);
  }
}
