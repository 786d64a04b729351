package dev.showroom.stream;

import dev.showroom.core.catalogue.Announcement;
import dev.showroom.core.intake.Envelope;
import dev.showroom.core.notice.DecisionNotice;
import dev.showroom.core.notice.Notice;
import dev.showroom.core.outcome.OutcomeInput;
import dev.showroom.stream.type.Packings;
import java.util.List;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.Collector;

/** The part of the graph that tells what became of decisions. */
final class OutcomeStreams {
  private OutcomeStreams() {}

  /**
   * Wires it. Each stream of facts is thinned out where it comes from: of a customer's facts few
   * are of concern.
   *
   * @param own customers' facts from the gate
   * @param linked facts given to, and taken back from, customers by links
   * @param household what members of the household bought
   * @param decisions and other notices, which are passed over
   * @param memory of the graph, of which it takes a small part
   */
  static SingleOutputStreamOperator<Notice> build(
      DataStream<Envelope> own,
      DataStream<Envelope> linked,
      DataStream<Envelope> household,
      DataStream<Notice> decisions,
      DataStream<Announcement> announcements,
      KeyMemory memory) {
    DataStream<OutcomeInput> decided =
        OperatorId.OUTCOME_DECISIONS.atOnce(
            decisions
                .flatMap(new OfDecisions())
                .returns(Packings.OUTCOME_INPUT.as(OutcomeInput.class))
                // In one chain with the desk, which they would be at parallelism 1 only, they had
                // its maximum, 1: the job could be rescaled neither to there nor from there.
                .startNewChain());
    return OperatorId.OUTCOMES.atOnce(
        memory.process(
            decided
                .union(
                    facts(own, OperatorId.OUTCOME_FACTS),
                    facts(linked, OperatorId.OUTCOME_LINKED),
                    facts(household, OperatorId.OUTCOME_HOUSEHOLD))
                .keyBy(new OutcomeFunction.ByCustomer()),
            announcements,
            List.of(States.CATALOGUE, States.FEEDS),
            new OutcomeFunction(),
            10,
            Packings.NOTICE.as(Notice.class)));
  }

  private static DataStream<OutcomeInput> facts(DataStream<Envelope> facts, OperatorId id) {
    return id.on(
        facts.flatMap(new OfFacts()).returns(Packings.OUTCOME_INPUT.as(OutcomeInput.class)));
  }

  /** What outcomes can depend on, without what else is told of a customer. */
  private static final class OfFacts implements FlatMapFunction<Envelope, OutcomeInput> {
    private static final long serialVersionUID = 1L;

    @Override
    public void flatMap(Envelope envelope, Collector<OutcomeInput> out) {
      if (OutcomeInput.concerns(envelope)) {
        out.collect(OutcomeInput.of(envelope));
      }
    }
  }

  /** Decisions that no gate refused. */
  private static final class OfDecisions implements FlatMapFunction<Notice, OutcomeInput> {
    private static final long serialVersionUID = 1L;

    @Override
    public void flatMap(Notice notice, Collector<OutcomeInput> out) {
      if (notice instanceof DecisionNotice decision && OutcomeInput.concerns(decision)) {
        out.collect(OutcomeInput.of(decision));
      }
    }
  }
}
