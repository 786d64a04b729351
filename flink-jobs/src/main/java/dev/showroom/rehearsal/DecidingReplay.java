package dev.showroom.rehearsal;

import dev.showroom.common.Causes;
import dev.showroom.common.CommandFailure;
import dev.showroom.replay.FileReplay;
import dev.showroom.replay.Replay;
import dev.showroom.replay.ReplayFiles;
import dev.showroom.replay.ReplaySpan;
import dev.showroom.schemas.Coupon;
import dev.showroom.schemas.CouponDecision;
import dev.showroom.schemas.CouponState;
import dev.showroom.schemas.codec.JsonRecords;
import dev.showroom.schemas.codec.MalformedRecordException;
import dev.showroom.schemas.codec.OutTopic;
import dev.showroom.simulate.DecisionMade;
import dev.showroom.stream.DetectorPipeline;
import dev.showroom.stream.FlinkSettings;
import dev.showroom.stream.GraphSettings;
import dev.showroom.stream.InitialPolicies;
import dev.showroom.stream.InitialRules;
import dev.showroom.stream.Leaving;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A third binding of the graph: files in, and out of it only decisions and the terms of coupons,
 * which have no codes and go to nobody.
 */
final class DecidingReplay {
  private final InitialPolicies policies;
  private final int parallelism;

  DecidingReplay(InitialPolicies policies, int parallelism) {
    this.policies = policies;
    this.parallelism = parallelism;
  }

  /** What is decided about the streams of one directory, with scratch files in another. */
  List<DecisionMade> run(Path streams, Path scratch, LongConsumer recordsIn) throws IOException {
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(
            parallelism, FlinkSettings.forReplay(parallelism));
    ReplaySpan span =
        new ReplaySpan(
            Long.MIN_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, Duration.ofSeconds(5).toMillis(), 0);
    Leaving leaving =
        DetectorPipeline.build(
            FileReplay.arrivals(env, ReplayFiles.in(streams), span),
            GraphSettings.replay(InitialRules.shipped(), policies));
    FileReplay.sink(leaving.ledger().union(leaving.coupons()), scratch);
    try {
      JobClient job = env.executeAsync("showroom rehearsal");
      Replay.await(job, System.nanoTime(), (in, alerts, seconds) -> recordsIn.accept(in));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure("The simulation was interrupted; nothing was written.", e);
    } catch (Exception e) {
      throw new CommandFailure("The offers could not be decided: " + Causes.root(e) + ".", e);
    }
    return read(scratch);
  }

  private static List<DecisionMade> read(Path directory) throws IOException {
    Map<String, Coupon> coupons = new HashMap<>();
    for (Coupon coupon : DecidingReplay.<Coupon>read(directory, OutTopic.COUPONS)) {
      if (coupon.getState() == CouponState.ISSUED) {
        coupons.put(coupon.getCouponId(), coupon);
      }
    }
    List<DecisionMade> decisions = new ArrayList<>();
    for (CouponDecision decision :
        DecidingReplay.<CouponDecision>read(directory, OutTopic.COUPON_DECISIONS)) {
      if (!decision.getShadow()) {
        decisions.add(DecisionMade.of(decision, coupons.get(decision.getCouponId())));
      }
    }
    decisions.sort(DecisionMade.ORDER);
    return decisions;
  }

  private static <T extends SpecificRecord> List<T> read(Path directory, OutTopic topic)
      throws IOException {
    Path file = directory.resolve(topic.file());
    if (!Files.exists(file)) {
      return List.of();
    }
    JsonRecords<T> codec = new JsonRecords<>(topic.schema());
    List<T> records = new ArrayList<>();
    try {
      for (String line : Files.readAllLines(file)) {
        records.add(codec.read(line.getBytes(StandardCharsets.UTF_8)));
      }
    } catch (MalformedRecordException e) {
      throw new IOException("a record of our own could not be read back", e);
    }
    return records;
  }
}
