package dev.showroom.history;

import dev.showroom.common.Build;
import dev.showroom.common.Causes;
import dev.showroom.common.CommandFailure;
import dev.showroom.common.StagedDirectory;
import dev.showroom.config.RunConfig;
import dev.showroom.core.intake.Arrival;
import dev.showroom.core.outbound.Outbound;
import dev.showroom.files.InputDigests;
import dev.showroom.files.Location;
import dev.showroom.files.StreamInputs;
import dev.showroom.replay.FileReplay;
import dev.showroom.replay.FileSpool;
import dev.showroom.replay.ReplayFiles;
import dev.showroom.replay.ReplaySpan;
import dev.showroom.replay.SortedLines;
import dev.showroom.replay.run.ReplayJob;
import dev.showroom.replay.run.ReplayManifest;
import dev.showroom.replay.spool.Reading;
import dev.showroom.replay.spool.ReplayOrder;
import dev.showroom.replay.spool.Spool;
import dev.showroom.replay.spool.SpoolReplay;
import dev.showroom.replay.spool.SpoolWriter;
import dev.showroom.schemas.codec.InTopic;
import dev.showroom.schemas.codec.IsoTime;
import dev.showroom.schemas.codec.KnownSchemas;
import dev.showroom.stream.Counters;
import dev.showroom.stream.GraphSettings;
import dev.showroom.stream.OfferSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Replays files or a range of the deployment's topics into files or topics of their own, and writes
 * down what it was made of.
 */
public final class HistoryReplay {
  private static final String SPOOL = "spool";
  private static final String STOP = "stop";
  private static final String RULES_COPY = "replay-rules.yaml";
  private static final String POLICY_COPY = "replay-policy.yaml";
  private static final String SAVEPOINT = "savepoint";

  private final ReplayRequest request;
  private final BooleanSupplier stop;
  private final Listener listener;
  private List<String> remarks = List.of();

  /** Is told how far a replay is. */
  public interface Listener {
    /** While history is fetched and sorted; {@code left} is -1 where that is not known. */
    void reading(long read, long left, double seconds);

    /**
     * @param records in all; -1 where that is not known
     */
    void replaying(ReplayJob.State state, long records);
  }

  /**
   * What came of it.
   *
   * @param manifest as written; null where it was stopped before anything was replayed
   * @param remarks sentences on holes in the input
   */
  public record Result(
      ReplayManifest manifest, boolean stopped, double seconds, List<String> remarks) {}

  /** An input that is bound, and what the manifest says of it, which may have to be waited for. */
  private record Bound(
      Function<StreamExecutionEnvironment, DataStream<Arrival>> arrivals,
      long records,
      Supplier<ReplayManifest.Input> input) {}

  public HistoryReplay(ReplayRequest request, BooleanSupplier stop, Listener listener) {
    this.request = request;
    this.stop = stop;
    this.listener = listener;
  }

  /**
   * Runs it to its end, or to an early one when that is asked for.
   *
   * @throws CommandFailure where that does not work
   */
  public Result run() {
    long start = System.nanoTime();
    try (StagedDirectory staged = StagedDirectory.prepare(request.output())) {
      // Topics that cannot be written are told before hours of reading.
      Consumer<DataStream<Outbound>> sink = sink(staged.path());
      Path scratch = Files.createDirectory(staged.path().resolve(SPOOL));
      Bound bound = bound(scratch, start);
      if (stop.getAsBoolean()) {
        return new Result(null, true, seconds(start), remarks);
      }
      if (bound.records() == 0) {
        throw new CommandFailure("There is no record in the range asked for; nothing was written.");
      }
      ReplayJob.Ended ended =
          job(bound, sink, staged.path())
              .run(
                  stop, scratch.resolve(STOP), state -> listener.replaying(state, bound.records()));
      delete(scratch);
      if (ended.stopped() && (request.savepoint() || holdsNothingOfTheRange(ended))) {
        return new Result(null, true, seconds(start), remarks);
      }
      if (holdsNothingOfTheRange(ended)) {
        throw new CommandFailure("There is no record in the range asked for; nothing was written.");
      }
      ReplayManifest manifest = manifest(bound.input().get(), ended, staged.path());
      Files.writeString(staged.path().resolve(RULES_COPY), request.rules().text());
      Files.writeString(staged.path().resolve(POLICY_COPY), request.policies().text());
      manifest.write(staged.path());
      staged.publish();
      return new Result(manifest, ended.stopped(), seconds(start), remarks);
    } catch (IOException e) {
      throw new CommandFailure("The replay's files could not be written: " + Causes.of(e) + ".", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure("The replay was interrupted; nothing was written.", e);
    } catch (CommandFailure e) {
      throw e;
    } catch (Exception e) {
      throw new CommandFailure("The replay failed: " + Causes.root(e) + ".", e);
    }
  }

  /**
   * What must always be known is read from before the range, and is no reason to write anything.
   */
  private boolean holdsNothingOfTheRange(ReplayJob.Ended ended) {
    return ended.count(Counters.IN) == 0
        || ended.reached() < request.from() && ended.count(Counters.DEAD) == 0;
  }

  private Bound bound(Path scratch, long start) {
    try {
      return request.isOfKafka() ? kafka(scratch, start) : files(scratch, start);
    } catch (IOException e) {
      throw new CommandFailure(
          "The input could not be read, or not be sorted on disk: " + Causes.of(e) + ".", e);
    }
  }

  private Bound kafka(Path scratch, long start) throws IOException {
    Window window = new Window(request.readFrom(), request.until(), request.savepoint());
    Set<InTopic> streams = EnumSet.allOf(InTopic.class);
    if (request.rules().only()) {
      streams.remove(InTopic.RULES);
    }
    if (request.policies().only()) {
      streams.remove(InTopic.COUPON_POLICY);
    }
    SpoolWriter writer = new SpoolWriter(scratch);
    try (KafkaHistory history =
        new KafkaHistory(request.config(), request.time().futureTolerance())) {
      List<PinnedPartition> pinned =
          request.pinned() == null ? history.pin(streams, window) : request.pinned();
      boolean leftOut =
          history.read(
              pinned,
              window,
              request.order(),
              request.now(),
              writer,
              stop,
              left -> listener.reading(writer.records(), left, seconds(start)));
      Spool spool = writer.finish();
      Reading reading = reading(scratch, leftOut ? request.until() : spool.newest());
      Duration tolerance = request.time().futureTolerance();
      return new Bound(
          env ->
              SpoolReplay.arrivals(
                  env,
                  spool,
                  reading,
                  tolerance,
                  request.tellFrom(),
                  new EnumMap<>(InTopic.class),
                  history.registered()),
          spool.records(),
          () -> input(pinned));
    }
  }

  private ReplayManifest.Input input(List<PinnedPartition> pinned) {
    return new ReplayManifest.Input(
        null,
        null,
        request.config().kafka().topicPrefix(),
        IsoTime.format(request.now()),
        pinned.stream()
            .map(p -> new ReplayManifest.Partition(p.topic(), p.partition(), p.from(), p.until()))
            .toList());
  }

  private Bound files(Path scratch, long start) throws IOException {
    ReplaySpan span =
        new ReplaySpan(
            request.readFrom(),
            request.until(),
            newestPlausible(),
            request.time().latenessBound().toMillis(),
            request.speed());
    StreamInputs files =
        request.policies().streams(request.rules().streams(ReplayFiles.in(request.input(), span)));
    remarks = files.remarks();
    InputDigests.Pending digests = InputDigests.begin(files);
    if (request.files() != null && !request.files().equals(digests.get())) {
      throw new CommandFailure(
          "The files in "
              + request.input()
              + " are not what they were when the manifest was written; the same cannot be"
              + " replayed.");
    }
    Supplier<ReplayManifest.Input> input =
        () -> new ReplayManifest.Input(place(request.input()), digests.get(), null, null, null);
    if (request.order() == ReplayOrder.ARRIVAL) {
      String stopFile = scratch.resolve(STOP).toString();
      return new Bound(env -> FileReplay.arrivals(env, files, span, stopFile), -1, input);
    }
    SpoolWriter writer = new SpoolWriter(scratch);
    boolean leftOut =
        FileSpool.fill(
            files,
            span,
            writer,
            stop,
            () -> listener.reading(writer.records(), -1, seconds(start)));
    Spool spool = writer.finish();
    Reading reading = reading(scratch, leftOut ? request.until() : spool.newest());
    return new Bound(
        env ->
            SpoolReplay.arrivals(
                env,
                spool,
                reading,
                Duration.ZERO,
                request.tellFrom(),
                files.writers(),
                new KnownSchemas()),
        spool.records(),
        input);
  }

  private Reading reading(Path scratch, long end) {
    RunConfig.Time time = request.time();
    return new Reading(
        request.order(),
        end,
        request.savepoint() ? time.longestLatenessBound().toMillis() : 0,
        time.latenessMillis(),
        time.quietAfter().toMillis(),
        time.idleAfter().toMillis(),
        request.speed(),
        request.from(),
        request.savepoint(),
        scratch.resolve(STOP).toString());
  }

  private Consumer<DataStream<Outbound>> sink(Path staged) {
    if (request.outputPrefix() == null) {
      return out -> FileReplay.sink(out, staged);
    }
    ReplayTopics topics = new ReplayTopics(request.config().kafka(), request.outputPrefix());
    topics.prepare();
    return topics::sink;
  }

  private ReplayJob job(Bound bound, Consumer<DataStream<Outbound>> sink, Path staged) {
    OfferSettings offers = OfferSettings.notSent(request.policies().initial());
    Duration horizon = request.time().correctionHorizon();
    GraphSettings settings =
        request.savepoint()
            // A live job goes on with this state, and so with its intervals.
            ? GraphSettings.live(horizon, request.rules().initial(), offers)
            : GraphSettings.replay(horizon, request.rules().initial(), offers);
    return new ReplayJob(
        bound.arrivals(),
        sink,
        settings,
        request.tellFrom(),
        request.parallelism(),
        bound.records(),
        request.savepoint() ? staged.resolve(SAVEPOINT) : null);
  }

  private ReplayManifest manifest(ReplayManifest.Input input, ReplayJob.Ended ended, Path staged)
      throws IOException {
    Map<String, Long> counts = new TreeMap<>(ended.counts());
    if (request.outputPrefix() == null) {
      SortedLines.sortAll(staged)
          .forEach((topic, lines) -> counts.put("written to " + topic.topic(), lines));
    }
    return new ReplayManifest(
        ReplayManifest.FORMAT,
        Build.version(),
        !ended.stopped(),
        iso(ended.reached()),
        input,
        iso(request.from()),
        iso(request.until()),
        request.warmUp() == null ? null : request.warmUp().toString(),
        request.order().title(),
        IsoTime.format(newestPlausible()),
        TimeSettings.toMillis(request.time()),
        new ReplayManifest.Text(
            RULES_COPY, ReplayManifest.digest(request.rules().text()), request.rules().only()),
        new ReplayManifest.Text(
            POLICY_COPY,
            ReplayManifest.digest(request.policies().text()),
            request.policies().only()),
        request.outputPrefix() == null ? "files" : request.outputPrefix(),
        ended.savepoint() == null ? null : SAVEPOINT + "/" + ended.savepoint().getFileName(),
        counts);
  }

  private long newestPlausible() {
    return request.now() + request.time().futureTolerance().toMillis();
  }

  /** By which it is found from any working directory. */
  private static String place(Path input) {
    return (Location.isRemote(input) ? input : input.toAbsolutePath().normalize()).toString();
  }

  private static String iso(long time) {
    return time == Long.MIN_VALUE || time == Long.MAX_VALUE ? null : IsoTime.format(time);
  }

  private static void delete(Path scratch) throws IOException {
    try (var files = Files.list(scratch)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(scratch);
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
