package dev.showroom.simulate;

import dev.showroom.schemas.Product;
import dev.showroom.schemas.codec.InTopic;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Tells the story of a whole world of shoppers. */
public final class Simulation {
  private static final int CUSTOMERS_AT_ONCE = 2_000;

  private final SimulationOptions options;
  private final Catalogue catalogue;

  public Simulation(SimulationOptions options) {
    this.options = options;
    this.catalogue = new Catalogue(new Dice(options.seed(), 0));
  }

  public SimulatedWorld world() {
    return world(customersDone -> {});
  }

  /**
   * @param progress told now and then how many customers' lives are told
   */
  public SimulatedWorld world(IntConsumer progress) {
    return answered(List.of(), progress).world();
  }

  /**
   * The same world in which customers answer to what was decided about them.
   *
   * @param decisions in any order
   * @param progress told now and then how many customers' lives are told
   */
  public AnsweredWorld answered(Collection<DecisionMade> decisions, IntConsumer progress) {
    List<DecisionMade> ordered = decisions.stream().sorted(DecisionMade.ORDER).toList();
    Map<String, List<DecisionMade>> byCustomer =
        ordered.stream().collect(Collectors.groupingBy(DecisionMade::customerId));
    List<Answered> answered = new ArrayList<>();
    List<SimulatedEvent> events = new ArrayList<>(products());
    List<TruthLabel> truth = new ArrayList<>(options.customers());
    for (int first = 1; first <= options.customers(); first += CUSTOMERS_AT_ONCE) {
      int last = Math.min(first + CUSTOMERS_AT_ONCE - 1, options.customers());
      // Each customer has dice of their own: how many threads there are changes nothing.
      List<Lived> told =
          IntStream.rangeClosed(first, last)
              .parallel()
              .mapToObj(c -> lifeOf(c, byCustomer.getOrDefault(Ids.customer(c), List.of())))
              .toList();
      for (Lived lived : told) {
        events.addAll(lived.shopper().diary().events());
        truth.addAll(lived.shopper().truth());
        answered.addAll(lived.answered());
      }
      progress.accept(last);
    }
    events.addAll(FeedReports.of(options));
    SimulatedEvent[] sorted = events.toArray(SimulatedEvent[]::new);
    Arrays.parallelSort(sorted, SimulatedEvent.ORDER);
    return new AnsweredWorld(
        new SimulatedWorld(options, Arrays.asList(sorted), List.copyOf(truth)),
        ordered,
        List.copyOf(answered));
  }

  /**
   * All that one customer does, in no order.
   *
   * @param decisions about this customer, in any order
   */
  public List<SimulatedEvent> lifeOf(String customerId, Collection<DecisionMade> decisions) {
    return List.copyOf(lived(customerId, decisions).shopper().diary().events());
  }

  Lived lived(String customerId, Collection<DecisionMade> decisions) {
    return lifeOf(
        Ids.customerNumber(customerId), decisions.stream().sorted(DecisionMade.ORDER).toList());
  }

  /** A customer whose life is told, and what they answered. */
  record Lived(Shopper shopper, List<Answered> answered) {}

  private Lived lifeOf(int customer, List<DecisionMade> decisions) {
    Shopper shopper = new Shopper(customer, options, catalogue, decisions);
    Archetype archetype = Archetypes.of(customer, options);
    archetype.live(shopper);
    shopper.writeProfile();
    EverydayLife.of(shopper);
    List<Answered> answered = Answers.write(shopper, archetype.label(), catalogue, options.seed());
    shopper.settle();
    return new Lived(shopper, answered);
  }

  private List<SimulatedEvent> products() {
    List<SimulatedEvent> products = new ArrayList<>();
    for (Family family : catalogue.families()) {
      List<String> accessoryFor = catalogue.accessoryFor(family);
      for (Family.Item item : family.items()) {
        Product product =
            new Product(
                "p-" + item.sku(),
                options.start(),
                item.sku(),
                family.id(),
                family.category(),
                family.brand(),
                item.priceMinor(),
                item.costMinor(),
                accessoryFor);
        products.add(
            new SimulatedEvent(InTopic.PRODUCTS, options.startMillis(), item.sku(), product));
      }
    }
    return products;
  }
}
