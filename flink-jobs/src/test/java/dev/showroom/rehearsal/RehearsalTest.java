package dev.showroom.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.replay.Replay;
import dev.showroom.replay.ReplayRules;
import dev.showroom.replay.ReplaySpan;
import dev.showroom.schemas.CouponChange;
import dev.showroom.schemas.CouponDecision;
import dev.showroom.schemas.CouponEvent;
import dev.showroom.schemas.DecisionOutcome;
import dev.showroom.schemas.Outcome;
import dev.showroom.schemas.Purchase;
import dev.showroom.schemas.codec.InTopic;
import dev.showroom.schemas.codec.JsonRecords;
import dev.showroom.schemas.codec.OutTopic;
import dev.showroom.simulate.AnsweredWorld;
import dev.showroom.simulate.DecisionMade;
import dev.showroom.simulate.FileOptions;
import dev.showroom.simulate.SimulationOptions;
import dev.showroom.simulate.WorldWriter;
import dev.showroom.stream.InitialPolicies;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole loop: a world is decided about and answered until nothing changes, and replayed. */
class RehearsalTest {
  @TempDir private static Path directory;

  private static final List<Rehearsal.Round> ROUNDS = new ArrayList<>();
  private static AnsweredWorld world;

  @BeforeAll
  static void rehearse() throws Exception {
    world =
        new Rehearsal(
                SimulationOptions.of(250, 40, 3),
                InitialPolicies.shipped(),
                2,
                directory.resolve("rounds"),
                new Rehearsal.Listener() {
                  @Override
                  public void working(int round, long recordsIn) {}

                  @Override
                  public void done(Rehearsal.Round round) {
                    ROUNDS.add(round);
                  }
                })
            .run();
    Path streams = Files.createDirectory(directory.resolve("world"));
    new WorldWriter(FileOptions.PLAIN, lines -> {}).write(world.world(), streams);
    Replay.run(
        streams,
        directory.resolve("replayed"),
        new ReplaySpan(Long.MIN_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, 5_000, 0),
        ReplayRules.of(streams, null),
        2,
        (in, alerts, seconds) -> {});
  }

  @Test
  void aReplayOfTheWorldMakesTheDecisionsThatAreAnsweredInItAndNoOthers() throws Exception {
    List<CouponDecision> replayed = lines(OutTopic.COUPON_DECISIONS);
    assertThat(replayed.stream().map(RehearsalTest::wording).sorted())
        .isEqualTo(world.decisions().stream().map(RehearsalTest::wording).sorted().toList());
    assertThat(world.decisions()).hasSizeGreaterThan(20);
  }

  @Test
  void theFirstRoundAnswersNothingAndTheLastFindsNothingNew() {
    assertThat(ROUNDS).hasSizeBetween(3, 15);
    Rehearsal.Round first = ROUNDS.get(0);
    assertThat(first.different()).isEqualTo(first.decisions());
    assertThat(ROUNDS.get(ROUNDS.size() - 1).different()).isZero();
    assertThat(ROUNDS.subList(0, ROUNDS.size() - 1)).allMatch(round -> round.different() > 0);
  }

  @Test
  void eachOfferThatWasSentArrivesOrFails() {
    Map<String, List<CouponChange>> news = new HashMap<>();
    world
        .world()
        .of(InTopic.COUPON_EVENTS)
        .map(event -> (CouponEvent) event.record())
        .forEach(
            coupon ->
                news.computeIfAbsent(coupon.getCouponId(), id -> new ArrayList<>())
                    .add(coupon.getChange()));
    List<DecisionMade> issued =
        world.decisions().stream().filter(d -> d.outcome() == DecisionOutcome.ISSUED).toList();
    assertThat(issued).hasSizeGreaterThan(5);
    for (DecisionMade decision : issued) {
      assertThat(news.get(decision.couponId()).get(0))
          .isIn(CouponChange.DELIVERED, CouponChange.FAILED);
    }
  }

  @Test
  void whatWasUsedIsMeasuredAsUsed() throws Exception {
    Set<String> used =
        world
            .world()
            .of(InTopic.PURCHASES)
            .flatMap(event -> ((Purchase) event.record()).getCouponIds().stream())
            .filter(id -> id.startsWith("k-"))
            .collect(Collectors.toSet());
    Map<String, Outcome> last = new HashMap<>();
    for (Outcome outcome : RehearsalTest.<Outcome>lines(OutTopic.OUTCOMES)) {
      last.merge(
          outcome.getDecisionId(), outcome, (a, b) -> a.getRevision() > b.getRevision() ? a : b);
    }
    assertThat(
            last.values().stream()
                .filter(Outcome::getRedeemed)
                .map(Outcome::getCouponId)
                .collect(Collectors.toSet()))
        .isEqualTo(used)
        .isNotEmpty();
  }

  @Test
  void nothingOfTheRoundsIsLeft() {
    assertThat(directory.resolve("rounds")).doesNotExist();
  }

  private static String wording(CouponDecision decision) {
    return decision.getDecisionId()
        + " "
        + decision.getOutcome()
        + " "
        + decision.getReason()
        + " "
        + decision.getDecidedAt().toEpochMilli();
  }

  private static String wording(DecisionMade decision) {
    return decision.decisionId()
        + " "
        + decision.outcome()
        + " "
        + decision.reason()
        + " "
        + decision.decidedAt();
  }

  private static <T extends SpecificRecord> List<T> lines(OutTopic topic) throws Exception {
    JsonRecords<T> codec = new JsonRecords<>(topic.schema());
    List<T> records = new ArrayList<>();
    for (String line : Files.readAllLines(directory.resolve("replayed").resolve(topic.file()))) {
      records.add(codec.read(line.getBytes(StandardCharsets.UTF_8)));
    }
    return records;
  }
}
