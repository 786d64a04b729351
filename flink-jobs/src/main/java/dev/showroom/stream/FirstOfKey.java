package dev.showroom.stream;

import dev.showroom.core.outbound.Outbound;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Lets the first record of each key pass: a rule that errs is reported once, not by each subtask.
 */
final class FirstOfKey extends KeyedProcessFunction<String, Outbound, Outbound> {
  private static final long serialVersionUID = 1L;

  private transient ValueState<Boolean> passed;

  @Override
  public void open(OpenContext context) {
    passed = getRuntimeContext().getState(States.REPORTED);
  }

  @Override
  public void processElement(Outbound record, Context context, Collector<Outbound> out)
      throws Exception {
    if (passed.value() == null) {
      passed.update(true);
      out.collect(record);
    }
  }
}
