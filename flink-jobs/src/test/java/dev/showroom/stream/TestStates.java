package dev.showroom.stream;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.StateDescriptor;

/** Every state descriptor that {@link States} holds, whichever they are. */
final class TestStates {
  private TestStates() {}

  static List<StateDescriptor<?, ?>> all() {
    List<StateDescriptor<?, ?>> all = new ArrayList<>();
    for (Field field : States.class.getDeclaredFields()) {
      if (StateDescriptor.class.isAssignableFrom(field.getType())) {
        try {
          all.add((StateDescriptor<?, ?>) field.get(null));
        } catch (IllegalAccessException e) {
          throw new AssertionError(e);
        }
      }
    }
    return all;
  }

  /** But for the broadcast catalogue and what a gate keeps. */
  static List<StateDescriptor<?, ?>> keyed() {
    return all().stream()
        .filter(state -> state != States.CATALOGUE && state != States.GATE_WATERMARKS)
        .toList();
  }
}
