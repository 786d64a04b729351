package dev.showroom.core.offer;

import dev.showroom.core.catalogue.PolicyText;
import dev.showroom.core.catalogue.ProductHistory;
import dev.showroom.core.catalogue.ProductVersion;
import dev.showroom.core.notice.AlertNotice;
import dev.showroom.core.notice.BudgetNotice;
import dev.showroom.core.notice.CouponNotice;
import dev.showroom.core.notice.Notice;
import dev.showroom.core.policy.PolicyBook;
import dev.showroom.schemas.AlertStatus;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The offer desk. There is one, and it owns every cap and every budget. It holds what it is told
 * until the watermark says that all up to a moment is there, and then takes it in a fixed order:
 * what it tells is a function of what it was told, in whatever order that came. What comes late, at
 * or behind the watermark, is taken right behind it, as a decision cannot be taken back.
 *
 * <p>Products and policies need not be held: they say from when they hold, and that is not before
 * they were published.
 */
public final class Desk {
  private static final Comparator<AlertNotice> ORDER =
      Comparator.comparingLong(AlertNotice::decidedAt).thenComparing(AlertNotice::alertId);

  private final DeskStore store;
  private final Policies policies;
  private final AlertFiles files;
  private final Cards cards;
  private final Budgets budgets;
  private final CouponLife life;
  private final Decisions decisions;
  private final Adoption adoption;

  /**
   * @param reader makes a book of the policies that were announced, and those that were there from
   *     the beginning
   */
  public Desk(
      DeskStore store,
      Function<Collection<PolicyText>, PolicyBook> reader,
      Consumer<Notice> out,
      DeskObserver observer) {
    this(new DeskParts(store, reader, out, observer, DeskParts.Factory.STANDARD));
  }

  Desk(DeskParts parts) {
    store = parts.store;
    policies = parts.policies;
    files = parts.files;
    cards = parts.cards;
    budgets = parts.budgets;
    life = parts.life;
    decisions = parts.decisions;
    adoption = parts.adoption;
  }

  /**
   * Takes an input, now or later.
   *
   * @param watermark up to when, in event time, everything is there
   */
  public void accept(DeskInput input, long watermark) {
    if (input instanceof DeskInput.Announced announced) {
      if (announced.what() instanceof ProductVersion version) {
        ProductHistory history = store.products().get(version.sku());
        ProductHistory known = history == null ? ProductHistory.empty() : history;
        store.products().put(version.sku(), known.with(version));
      } else if (announced.what() instanceof PolicyText text) {
        policies.keep(text);
      }
    } else {
      store.hold(Math.max(input.time(), nextMoment(watermark)), input);
    }
  }

  /** Takes all that was held for {@code now}, which the watermark has reached. */
  public void advance(long now) {
    List<DeskInput> inputs = new ArrayList<>(store.take(now));
    if (inputs.isEmpty()) {
      return;
    }
    store.clock(now);
    inputs.sort(DeskInput.ORDER);
    Map<String, AlertNotice> suspected = new TreeMap<>();
    for (DeskInput input : inputs) {
      if (input instanceof Due due) {
        see(due, now);
      } else if (input instanceof DeskInput.Erasure erasure) {
        life.erase(erasure.customerId(), now);
      } else if (input instanceof DeskInput.News news) {
        life.news(news, now);
      } else if (input instanceof DeskInput.Alert alert) {
        revise(alert.notice(), now, suspected);
      }
    }
    suspected.values().stream().sorted(ORDER).forEach(alert -> decisions.decide(alert, now));
  }

  /**
   * A coupon was sent by a run that crashed, after the checkpoint from which this one goes on. What
   * was sent stays sent: it counts against caps and budgets, and when its alert comes again the
   * decision is this coupon. One that is known changes nothing.
   */
  public void adopt(CouponNotice sent, long watermark) {
    adoption.adopt(sent, nextMoment(watermark));
  }

  /** Up to when it has taken what it was told, event time in epoch milliseconds. */
  public long clock() {
    return store.clock();
  }

  /**
   * Where each budget of the whole stands under the policy in force.
   *
   * @param now event time, epoch milliseconds
   */
  public List<BudgetNotice> budgets(long now) {
    return budgets.standing(now);
  }

  private long nextMoment(long watermark) {
    return Math.max(watermark, store.clock()) + 1;
  }

  private void revise(AlertNotice revision, long now, Map<String, AlertNotice> suspected) {
    if (revision.shadow() || !files.take(revision, now)) {
      return;
    }
    if (revision.status() == AlertStatus.SUSPECTED) {
      suspected.merge(revision.alertId(), revision, (a, b) -> a.revision() > b.revision() ? a : b);
    } else if (revision.status() == AlertStatus.RETRACTED) {
      AlertFile file = files.of(revision);
      if (file.newest() <= revision.revision()) {
        life.retract(revision.alertId(), file, now);
      }
    }
  }

  private void see(Due due, long now) {
    switch (due.chore()) {
      case EXPIRE -> life.expire(due.key(), now);
      case LAPSE -> budgets.lapse(due, now);
      case FORGET_PROMISE -> life.forget(due.key());
      case FORGET_ALERT -> files.forget(due.key());
      case FORGET_ACCOUNT -> budgets.forget(due.key());
      case TIDY_CUSTOMER, TIDY_HOUSEHOLD -> cards.tidy(due, now);
    }
  }
}
