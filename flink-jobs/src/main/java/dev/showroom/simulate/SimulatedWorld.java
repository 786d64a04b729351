package dev.showroom.simulate;

import dev.showroom.schemas.codec.InTopic;
import java.util.List;
import java.util.stream.Stream;

/**
 * What happened, and the truth about it.
 *
 * @param events in the order of {@link SimulatedEvent#ORDER}
 * @param truth in the order of customers, at least one label each
 */
public record SimulatedWorld(
    SimulationOptions options, List<SimulatedEvent> events, List<TruthLabel> truth) {

  public Stream<SimulatedEvent> of(InTopic topic) {
    return events.stream().filter(event -> event.topic() == topic);
  }
}
