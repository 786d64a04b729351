package dev.showroom.live.push;

import dev.showroom.config.RunConfig;
import dev.showroom.core.push.PushOrder;
import dev.showroom.core.push.PushReport;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;

/** Makes a {@link PushOperator} where it runs, with the mailbox that answers come back by. */
final class PushOperatorFactory extends AbstractStreamOperatorFactory<PushReport>
    implements OneInputStreamOperatorFactory<PushOrder, PushReport> {
  private static final long serialVersionUID = 1L;

  private final RunConfig.Push config;
  private final PushSecret.Source secret;

  PushOperatorFactory(RunConfig.Push config, PushSecret.Source secret) {
    this.config = config;
    this.secret = secret;
  }

  @Override
  @SuppressWarnings("unchecked")
  public <T extends StreamOperator<PushReport>> T createStreamOperator(
      StreamOperatorParameters<PushReport> parameters) {
    return (T) new PushOperator(parameters, config, secret);
  }

  @Override
  @SuppressWarnings("rawtypes")
  public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader classLoader) {
    return PushOperator.class;
  }
}
