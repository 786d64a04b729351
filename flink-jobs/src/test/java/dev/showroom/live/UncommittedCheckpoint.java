package dev.showroom.live;

import dev.showroom.core.outbound.Outbound;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Passes everything on, and, in one chain with a sink, stops their thread for good when it has
 * taken part in a checkpoint of records that came while a file was there: the checkpoint is
 * complete, and the sink never hears of it.
 */
final class UncommittedCheckpoint extends AbstractStreamOperatorFactory<Outbound>
    implements OneInputStreamOperatorFactory<Outbound, Outbound> {
  private static final long serialVersionUID = 1L;

  private final String file;

  UncommittedCheckpoint(String file) {
    this.file = file;
  }

  @Override
  @SuppressWarnings("unchecked")
  public <T extends StreamOperator<Outbound>> T createStreamOperator(
      StreamOperatorParameters<Outbound> parameters) {
    return (T) new Operator(parameters, file);
  }

  @Override
  @SuppressWarnings("rawtypes")
  public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader classLoader) {
    return Operator.class;
  }

  private static final class Operator extends AbstractStreamOperator<Outbound>
      implements OneInputStreamOperator<Outbound, Outbound> {
    private static final long serialVersionUID = 1L;

    private final transient StreamOperatorParameters<Outbound> parameters;
    private final String file;
    private boolean armed;

    Operator(StreamOperatorParameters<Outbound> parameters, String file) {
      super(parameters);
      this.parameters = parameters;
      this.file = file;
    }

    @Override
    public void processElement(StreamRecord<Outbound> element) {
      armed |= Files.exists(Path.of(file));
      output.collect(element);
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
      super.snapshotState(context);
      if (armed) {
        parameters
            .getMailboxExecutor()
            .execute(() -> new CountDownLatch(1).await(), "what comes after the checkpoint");
      }
    }
  }
}
