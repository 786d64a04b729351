package dev.showroom.simulate;

import dev.showroom.schemas.Product;
import dev.showroom.schemas.codec.InTopic;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
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
    List<SimulatedEvent> events = new ArrayList<>(products());
    List<TruthLabel> truth = new ArrayList<>(options.customers());
    for (int first = 1; first <= options.customers(); first += CUSTOMERS_AT_ONCE) {
      int last = Math.min(first + CUSTOMERS_AT_ONCE - 1, options.customers());
      // Each customer has dice of their own: how many threads there are changes nothing.
      List<Shopper> told =
          IntStream.rangeClosed(first, last).parallel().mapToObj(this::lifeOf).toList();
      for (Shopper shopper : told) {
        events.addAll(shopper.diary().events());
        truth.addAll(shopper.truth());
      }
      progress.accept(last);
    }
    events.addAll(FeedReports.of(options));
    SimulatedEvent[] sorted = events.toArray(SimulatedEvent[]::new);
    Arrays.parallelSort(sorted, SimulatedEvent.ORDER);
    return new SimulatedWorld(options, Arrays.asList(sorted), List.copyOf(truth));
  }

  private Shopper lifeOf(int customer) {
    Shopper shopper = new Shopper(customer, options, catalogue);
    Archetypes.of(customer, options).live(shopper);
    shopper.writeProfile();
    EverydayLife.of(shopper);
    shopper.settle();
    return shopper;
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
