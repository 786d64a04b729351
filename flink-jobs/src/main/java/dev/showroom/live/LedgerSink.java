package dev.showroom.live;

import dev.showroom.core.outbound.Outbound;
import dev.showroom.kafka.Transactions;
import dev.showroom.kafka.Transactions.End;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.SupportsWriterState;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaWriterState;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.SupportsPostCommitTopology;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * The Kafka sink, but for one thing: of a transaction that cannot be committed it asks the brokers
 * what became of it. Flink's own takes it for committed before and goes on with a line in its log,
 * whether it was committed or timed out. Where it timed out, its records are lost to the ledger if
 * the job goes on; so the job ends, and says why.
 */
final class LedgerSink
    implements Sink<Outbound>,
        SupportsWriterState<Outbound, KafkaWriterState>,
        SupportsCommitter<KafkaCommittable>,
        SupportsPostCommitTopology<KafkaCommittable> {
  private static final long serialVersionUID = 1L;

  private final KafkaSink<Outbound> kafka;
  private final Map<String, String> client;

  /**
   * @param client properties of the Kafka client, {@code bootstrap.servers} among them
   */
  LedgerSink(KafkaSink<Outbound> kafka, Map<String, String> client) {
    this.kafka = kafka;
    this.client = client;
  }

  @Override
  public SinkWriter<Outbound> createWriter(WriterInitContext context) throws IOException {
    return kafka.createWriter(context);
  }

  @Override
  public StatefulSinkWriter<Outbound, KafkaWriterState> restoreWriter(
      WriterInitContext context, Collection<KafkaWriterState> states) {
    return kafka.restoreWriter(context, states);
  }

  @Override
  public SimpleVersionedSerializer<KafkaWriterState> getWriterStateSerializer() {
    return kafka.getWriterStateSerializer();
  }

  @Override
  public SimpleVersionedSerializer<KafkaCommittable> getCommittableSerializer() {
    return kafka.getCommittableSerializer();
  }

  @Override
  public void addPostCommitTopology(DataStream<CommittableMessage<KafkaCommittable>> committables) {
    kafka.addPostCommitTopology(committables);
  }

  @Override
  public Committer<KafkaCommittable> createCommitter(CommitterInitContext context) {
    return new Asking(kafka.createCommitter(context), client);
  }

  static final class Asking implements Committer<KafkaCommittable> {
    private final Committer<KafkaCommittable> committer;
    private final Map<String, String> client;

    Asking(Committer<KafkaCommittable> committer, Map<String, String> client) {
      this.committer = committer;
      this.client = client;
    }

    @Override
    public void commit(Collection<CommitRequest<KafkaCommittable>> requests)
        throws IOException, InterruptedException {
      List<Watched> watched = requests.stream().map(Watched::new).toList();
      committer.commit(List.copyOf(watched));
      for (Watched request : watched) {
        if (request.failure != null) {
          ask(request);
        }
      }
    }

    private void ask(Watched request) {
      String name = request.getCommittable().getTransactionalId();
      Map<End, Integer> ends = Transactions.ends(client, List.of(name));
      if (!ends.containsKey(End.COMMITTED)) {
        // Not as its cause: what is told of a job that failed is the root of it.
        IllegalStateException lost =
            new IllegalStateException(
                "transaction "
                    + name
                    + " of the ledger cannot be committed any more, it timed out or the brokers"
                    + " forgot it; what was decided in it would be lost. Start from an older"
                    + " checkpoint, and let 'kafka.transaction-timeout' be longer than any outage");
        lost.addSuppressed(request.failure);
        throw new SuppressRestartsException(lost);
      }
      request.signalAlreadyCommitted();
    }

    @Override
    public void close() throws Exception {
      committer.close();
    }
  }

  /** Keeps to itself that a transaction cannot be committed. */
  private static final class Watched implements Committer.CommitRequest<KafkaCommittable> {
    private final Committer.CommitRequest<KafkaCommittable> request;
    private Throwable failure;

    Watched(Committer.CommitRequest<KafkaCommittable> request) {
      this.request = request;
    }

    @Override
    public KafkaCommittable getCommittable() {
      return request.getCommittable();
    }

    @Override
    public int getNumberOfRetries() {
      return request.getNumberOfRetries();
    }

    @Override
    public void signalFailedWithKnownReason(Throwable reason) {
      failure = reason;
    }

    @Override
    public void signalFailedWithUnknownReason(Throwable reason) {
      request.signalFailedWithUnknownReason(reason);
    }

    @Override
    public void retryLater() {
      request.retryLater();
    }

    @Override
    public void updateAndRetryLater(KafkaCommittable committable) {
      request.updateAndRetryLater(committable);
    }

    @Override
    public void signalAlreadyCommitted() {
      request.signalAlreadyCommitted();
    }
  }
}
