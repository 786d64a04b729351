package dev.showroom.core.offer;

import dev.showroom.core.catalogue.PolicyText;
import dev.showroom.core.notice.Notice;
import dev.showroom.core.policy.PolicyBook;
import java.util.Collection;
import java.util.function.Consumer;
import java.util.function.Function;

/** What a desk is put together of. */
final class DeskParts {

  /**
   * Makes the parts that keep the desk's promises. Tests have one that makes a part which does not
   * do its duty, and show what goes wrong then.
   */
  interface Factory {
    Factory STANDARD = new Factory() {};

    default AlertFiles files(DeskStore store) {
      return new AlertFiles(store);
    }

    default Gates gates() {
      return Gates.all(new Caps());
    }

    default Budgets budgets(DeskStore store, Policies policies, Consumer<Notice> out) {
      return new Budgets(store, policies, out);
    }

    default CouponLife life(
        DeskStore store,
        Cards cards,
        Budgets budgets,
        Consumer<Notice> out,
        DeskObserver observer) {
      return new CouponLife(store, cards, budgets, out, observer);
    }

    default Judge judge(Gates gates, Budgets budgets) {
      return new Judge(gates, budgets);
    }
  }

  final DeskStore store;
  final Policies policies;
  final AlertFiles files;
  final Cards cards;
  final Budgets budgets;
  final CouponLife life;
  final Decisions decisions;
  final Adoption adoption;

  DeskParts(
      DeskStore store,
      Function<Collection<PolicyText>, PolicyBook> reader,
      Consumer<Notice> out,
      DeskObserver observer,
      Factory factory) {
    this.store = store;
    policies = new Policies(store, reader);
    files = factory.files(store);
    cards = new Cards(store);
    budgets = factory.budgets(store, policies, out);
    life = factory.life(store, cards, budgets, out, observer);
    Judge judge = factory.judge(factory.gates(), budgets);
    decisions = new Decisions(store, policies, files, cards, budgets, judge, life, out);
    adoption = new Adoption(store, policies, cards, budgets, life);
  }
}
