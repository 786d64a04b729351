package dev.showroom.stream;

import dev.showroom.core.History;
import dev.showroom.core.catalogue.Announcement;
import dev.showroom.core.intake.Arrival;
import dev.showroom.core.intake.Envelope;
import dev.showroom.core.outbound.Outbound;
import dev.showroom.stream.type.Packings;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;

/**
 * What {@code bench} holds {@link DetectorPipeline} against: the same source, decoding, gate,
 * shuffles and sink, and one read and one write of small keyed state for each event, with nothing
 * detected. The most that a graph of this shape can do here.
 */
public final class FloorPipeline {
  private FloorPipeline() {}

  public static DataStream<Outbound> build(DataStream<Arrival> arrivals) {
    SingleOutputStreamOperator<Envelope> facts =
        OperatorId.INTAKE.on(
            arrivals
                .process(new IntakeGate(History.HORIZON))
                .returns(Packings.ENVELOPE.as(Envelope.class)));
    SingleOutputStreamOperator<Envelope> passed =
        OperatorId.IDENTITY.on(
            facts
                .getSideOutput(IntakeGate.ANONYMOUS)
                .keyBy(new Shard())
                .process(new Pass())
                .returns(Packings.ENVELOPE.as(Envelope.class)));
    SingleOutputStreamOperator<Outbound> counted =
        OperatorId.JOURNEY.on(
            facts
                .union(passed)
                .keyBy(new Shard())
                .connect(facts.getSideOutput(IntakeGate.ANNOUNCEMENTS).broadcast(States.CATALOGUE))
                .process(new Count())
                .returns(Packings.OUTBOUND.as(Outbound.class)));
    return counted.union(facts.getSideOutput(IntakeGate.ASIDE));
  }

  private static final class Pass extends KeyedProcessFunction<String, Envelope, Envelope> {
    private static final long serialVersionUID = 1L;

    @Override
    public void processElement(Envelope envelope, Context context, Collector<Envelope> out) {
      out.collect(envelope);
    }
  }

  private static final class Count
      extends KeyedBroadcastProcessFunction<String, Envelope, Announcement, Outbound> {
    private static final long serialVersionUID = 1L;

    private transient ValueState<Long> count;

    @Override
    public void open(OpenContext context) {
      count = getRuntimeContext().getState(new ValueStateDescriptor<>("count", Types.LONG));
    }

    @Override
    public void processElement(Envelope envelope, ReadOnlyContext context, Collector<Outbound> out)
        throws Exception {
      Long before = count.value();
      count.update(before == null ? 1 : before + 1);
    }

    @Override
    public void processBroadcastElement(
        Announcement announcement, Context context, Collector<Outbound> out) {
      // The floor looks nothing up.
    }
  }
}
