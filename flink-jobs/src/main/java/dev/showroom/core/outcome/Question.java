package dev.showroom.core.outcome;

import dev.showroom.core.detect.KnownFact;
import dev.showroom.schemas.OutcomeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.LongConsumer;

/**
 * What is asked about one decision. The answer at a moment depends on what is known of the customer
 * at that moment and on nothing that was said before, so that a life is the same whenever, and in
 * however many steps, it is looked at. Times are event times in epoch milliseconds.
 */
abstract class Question {

  static Question of(Track track, Dealings dealings, NotedProducts products) {
    return track.isAboutKeeping()
        ? new WillKeep(track, dealings, products)
        : new WillBuy(track, dealings, products);
  }

  /** The answer as of {@code moment}; null while nothing can be said. */
  abstract Answer at(long moment);

  /** Tells the moments at which the answer may turn out another, in any order, some twice. */
  abstract void moments(LongConsumer each);

  /** The purchases that the answer can depend on, now or when more is known. */
  abstract List<KnownFact> asked();

  /** After when no fact can make a difference, however late it comes or is linked. */
  abstract long closesAt();

  /** Everything that was to be said up to {@code upTo} (inclusive), in its order. */
  final List<OutcomeStep> life(long from, long upTo) {
    TreeSet<Long> moments = new TreeSet<>();
    moments.add(from);
    moments(moments::add);
    List<OutcomeStep> life = new ArrayList<>();
    Answer last = null;
    for (long moment : moments.tailSet(from)) {
      if (moment > upTo) {
        break;
      }
      Answer answer = at(moment);
      if (Objects.equals(answer, last)) {
        continue;
      }
      if (isUnheardOf(answer, last)) {
        life.add(OutcomeStep.of(saved(answer), moment));
      }
      life.add(OutcomeStep.of(answer, moment));
      last = answer;
    }
    return life;
  }

  /** A sale that was not heard of before its trial was over was saved all the same. */
  private static boolean isUnheardOf(Answer answer, Answer last) {
    return answer != null
        && answer.kind() == OutcomeKind.SETTLED
        && (last == null || last.kind() == OutcomeKind.LOST);
  }

  private static Answer saved(Answer settled) {
    return new Answer(
        OutcomeKind.SAVED, settled.revenueMinor(), settled.marginMinor(), settled.redeemed());
  }

  /** The first moment after {@code clock}; {@link Long#MAX_VALUE} for none. */
  final long nextAfter(long clock) {
    long[] next = {Long.MAX_VALUE};
    moments(
        moment -> {
          if (moment > clock) {
            next[0] = Math.min(next[0], moment);
          }
        });
    return next[0];
  }
}
