package dev.showroom.rehearsal;

import dev.showroom.common.Causes;
import dev.showroom.common.CommandFailure;
import dev.showroom.simulate.AnsweredWorld;
import dev.showroom.simulate.DecisionMade;
import dev.showroom.simulate.FileOptions;
import dev.showroom.simulate.Simulation;
import dev.showroom.simulate.SimulationOptions;
import dev.showroom.simulate.WorldWriter;
import dev.showroom.stream.InitialPolicies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Simulates, lets the graph decide, lets shoppers answer, and again: until the decisions about the
 * world are those that were answered in it. An answer comes after the decision it answers and
 * changes nothing before, so each round has at least one decision more that is right for good.
 *
 * <p>What is replayed is written in order: who reads the same events in another order within the
 * lateness bound decides the same.
 */
public final class Rehearsal {
  private static final int MOST_ROUNDS = 200;

  /**
   * What came of one round.
   *
   * @param number from 1 on
   * @param decisions made about the world of this round
   * @param different from those of the round before: new, gone or other ones
   */
  public record Round(int number, int decisions, int different, double seconds) {
    boolean isLast() {
      return different == 0;
    }
  }

  /** Is told how far it is. */
  public interface Listener {
    /** Now and then in a round. */
    void working(int round, long recordsIn);

    void done(Round round);
  }

  private final SimulationOptions options;
  private final InitialPolicies policies;
  private final int parallelism;
  private final Path work;
  private final Listener listener;

  /**
   * @param work directory for what is replayed; is made, and is gone in the end
   */
  public Rehearsal(
      SimulationOptions options,
      InitialPolicies policies,
      int parallelism,
      Path work,
      Listener listener) {
    this.options = options;
    this.policies = policies;
    this.parallelism = parallelism;
    this.work = work;
    this.listener = listener;
  }

  /**
   * The world in which every decision is answered, and no other is made.
   *
   * @throws CommandFailure one sentence, if that does not work
   */
  public AnsweredWorld run() {
    Simulation simulation = new Simulation(options);
    List<DecisionMade> decisions = List.of();
    try {
      for (int number = 1; number <= MOST_ROUNDS; number++) {
        long begun = System.nanoTime();
        AnsweredWorld world = simulation.answered(decisions, done -> {});
        List<DecisionMade> made = decide(world, number);
        Round round =
            new Round(
                number, made.size(), different(decisions, made), (System.nanoTime() - begun) / 1e9);
        listener.done(round);
        if (round.isLast()) {
          return world;
        }
        decisions = made;
      }
    } catch (IOException e) {
      throw new CommandFailure("The rounds could not be written: " + Causes.of(e) + ".", e);
    }
    throw new CommandFailure(
        "After " + MOST_ROUNDS + " rounds other offers were still decided than were answered.");
  }

  private List<DecisionMade> decide(AnsweredWorld world, int number) throws IOException {
    Path streams = work.resolve("streams");
    Path decided = work.resolve("decided");
    try {
      Files.createDirectories(streams);
      Files.createDirectories(decided);
      new WorldWriter(FileOptions.PLAIN, lines -> {}).write(world.world(), streams);
      return new DecidingReplay(policies, parallelism)
          .run(streams, decided, in -> listener.working(number, in));
    } finally {
      delete(work);
    }
  }

  private static int different(List<DecisionMade> before, List<DecisionMade> now) {
    Map<String, DecisionMade> known = new HashMap<>();
    before.forEach(decision -> known.put(decision.decisionId(), decision));
    Set<String> seen = new HashSet<>();
    int different = 0;
    for (DecisionMade decision : now) {
      seen.add(decision.decisionId());
      different += Objects.equals(known.get(decision.decisionId()), decision) ? 0 : 1;
    }
    known.keySet().removeAll(seen);
    return different + known.size();
  }

  private static void delete(Path directory) throws IOException {
    if (Files.exists(directory)) {
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
