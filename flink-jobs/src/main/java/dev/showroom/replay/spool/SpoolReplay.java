package dev.showroom.replay.spool;

import dev.showroom.core.intake.Arrival;
import dev.showroom.core.intake.HistoryRecord;
import dev.showroom.replay.source.CarriedWatermarks;
import dev.showroom.schemas.codec.InTopic;
import dev.showroom.schemas.codec.KnownSchemas;
import dev.showroom.stream.OperatorId;
import dev.showroom.stream.type.Packings;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The binding of the graph's beginning to a spool. */
public final class SpoolReplay {
  private SpoolReplay() {}

  /**
   * The spool's records as arrivals.
   *
   * @param futureTolerance how far a time may lie past the record's arrival
   * @param emitFrom event time before which nothing is told, epoch milliseconds
   * @param writers schemas, as JSON, that records in Avro may have been written with
   * @param registered what the schema registry said when the records were fetched
   */
  public static DataStream<Arrival> arrivals(
      StreamExecutionEnvironment env,
      Spool spool,
      Reading reading,
      Duration futureTolerance,
      long emitFrom,
      EnumMap<InTopic, List<String>> writers,
      KnownSchemas registered) {
    // A source of its own uid: a live job that goes on from a savepoint has another.
    DataStream<HistoryRecord> records =
        OperatorId.HISTORY.on(
            env.fromSource(
                    new SpoolSource(spool, reading),
                    CarriedWatermarks.strategy(),
                    OperatorId.HISTORY.title(),
                    Packings.HISTORY_RECORD.as(HistoryRecord.class))
                .setParallelism(1));
    return OperatorId.DECODE.on(
        (env.getParallelism() == 1 ? records.forward() : records.rebalance())
            .flatMap(new DecodeHistory(futureTolerance, emitFrom, writers, registered))
            .returns(Packings.ARRIVAL.as(Arrival.class)));
  }
}
