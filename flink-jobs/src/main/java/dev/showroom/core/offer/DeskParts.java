package dev.showroom.core.offer;

import dev.showroom.core.catalogue.PolicyText;
import dev.showroom.core.notice.Notice;
import dev.showroom.core.policy.PolicyBook;
import java.util.Collection;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What a desk is put together of. Tests put one together in which a part does not do its duty, and
 * show what goes wrong then.
 */
class DeskParts {
  private final DeskStore store;
  private final Policies policies;
  private final AlertFiles files;
  private final Cards cards;
  private final Budgets budgets;
  private final CouponLife life;
  private final Decisions decisions;

  DeskParts(
      DeskStore store,
      Function<Collection<PolicyText>, PolicyBook> reader,
      Consumer<Notice> out,
      DeskObserver observer) {
    this.store = store;
    policies = new Policies(store, reader);
    files = files(store);
    cards = new Cards(store);
    budgets = budgets(store, policies, out);
    life = life(store, cards, budgets, out, observer);
    decisions =
        new Decisions(store, policies, files, cards, budgets, judge(gates(), budgets), life, out);
  }

  AlertFiles files(DeskStore of) {
    return new AlertFiles(of);
  }

  Gates gates() {
    return Gates.all(new Caps());
  }

  Budgets budgets(DeskStore of, Policies by, Consumer<Notice> to) {
    return new Budgets(of, by, to);
  }

  CouponLife life(
      DeskStore of, Cards with, Budgets from, Consumer<Notice> to, DeskObserver observer) {
    return new CouponLife(of, with, from, to, observer);
  }

  Judge judge(Gates behind, Budgets by) {
    return new Judge(behind, by);
  }

  final DeskStore store() {
    return store;
  }

  final Policies policies() {
    return policies;
  }

  final AlertFiles files() {
    return files;
  }

  final Cards cards() {
    return cards;
  }

  final Budgets budgets() {
    return budgets;
  }

  final CouponLife life() {
    return life;
  }

  final Decisions decisions() {
    return decisions;
  }
}
