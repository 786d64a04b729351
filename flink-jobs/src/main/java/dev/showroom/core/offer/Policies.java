package dev.showroom.core.offer;

import dev.showroom.core.catalogue.PolicyText;
import dev.showroom.core.policy.Policy;
import dev.showroom.core.policy.PolicyBook;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/** The policies that were announced, and those that were there from the beginning. */
final class Policies {
  private final DeskStore store;
  private final Function<Collection<PolicyText>, PolicyBook> reader;
  private PolicyBook book;

  Policies(DeskStore store, Function<Collection<PolicyText>, PolicyBook> reader) {
    this.store = store;
    this.reader = reader;
  }

  /** The first of an id and version holds: alerts may have been decided by it. */
  void keep(PolicyText text) {
    String key = text.id() + '@' + text.version();
    if (store.policies().get(key) == null) {
      store.policies().put(key, text);
      book = null;
    }
  }

  /** The one whose offers are sent, or null. */
  Policy inForce(long time) {
    return book().inForce(time);
  }

  List<Policy> shadowsAt(long time) {
    return book().shadowsAt(time);
  }

  private PolicyBook book() {
    if (book == null) {
      book = reader.apply(store.allPolicies());
    }
    return book;
  }
}
