package dev.showroom.core.offer;

import dev.showroom.core.notice.BudgetNotice;
import dev.showroom.core.notice.Notice;
import dev.showroom.core.policy.Campaign;
import dev.showroom.core.policy.Policy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * The one owner of every budget. What is put aside for a promise is reserved; what was taken up is
 * spent, of points it is owed; the rest is released, also to the day that it was taken from. A
 * limit is the policy's, as of the decision: where a new version lowers it below what has been
 * promised already, nothing is left until enough has been released.
 *
 * <p>No promise is made that the budgets do not bear. One thing they cannot prevent: a till that
 * was cut off took a coupon in time and says so after the coupon's money has been released and
 * promised to somebody else. That is spent all the same, and until it has been made up for nothing
 * is left.
 */
class Budgets {
  /** Pays for points: a ledger of its own. */
  static final String POINTS = "points";

  /** A day's account is kept for so long after the day; time zones are less than that apart. */
  private static final long DAY_KEPT_MILLIS = Duration.ofDays(3).toMillis();

  /** What may run out. */
  enum Limit {
    TOTAL,
    STORE,
    DAY,
    POINTS
  }

  private final DeskStore store;
  private final Policies policies;
  private final Consumer<Notice> out;

  Budgets(DeskStore store, Policies policies, Consumer<Notice> out) {
    this.store = store;
    this.policies = policies;
    this.out = out;
  }

  /**
   * Whether all that it would be taken from has enough.
   *
   * @param countsAhead whether what was sent before a crash, and has not been decided again yet,
   *     counts as taken; of each day, because which it was is not known
   */
  boolean afford(Payer payer, boolean countsAhead) {
    Reservation wanted = payer.reservation();
    long amount = wanted.amountMinor();
    Account total = account(wanted.total());
    long ahead = countsAhead ? total.aheadMinor() : 0;
    if (wanted.isOfPoints()) {
      return hasRoom(Limit.POINTS, payer.totalMinor(), total.used() + ahead, amount);
    }
    if (!hasRoom(Limit.TOTAL, payer.totalMinor(), total.used() + ahead, amount)) {
      return false;
    }
    if (wanted.storeId() != null) {
      Account ofStore = account(wanted.ofStore());
      long aheadInStore = countsAhead ? ofStore.aheadMinor() : 0;
      if (!hasRoom(Limit.STORE, payer.storeMinor(), ofStore.used() + aheadInStore, amount)) {
        return false;
      }
    }
    return hasRoom(Limit.DAY, payer.dayMinor(), account(wanted.ofDay()).used() + ahead, amount);
  }

  boolean hasRoom(Limit which, long limit, long used, long amount) {
    return limit == Long.MAX_VALUE || limit - used >= amount;
  }

  /** What is left of the whole under the policy; null where there is no limit. */
  Long left(Reservation reservation, Policy policy) {
    long left = left(ofWhole(policy, reservation.payer()), account(reservation.total()));
    return left == Long.MAX_VALUE ? null : (Long) left;
  }

  void reserve(Reservation reservation, long now) {
    long amount = reservation.amountMinor();
    change(reservation, account -> account.reserved(amount));
    takeFromDay(reservation, now);
    tell(reservation, now);
  }

  /** What was promised before a crash; nothing is told until it is decided again. */
  void reserveAhead(Reservation reservation) {
    change(reservation, account -> account.ahead(reservation.amountMinor()));
  }

  /** Its decision has come again, and is to reserve it once more. */
  void cancelAhead(Reservation reservation) {
    change(reservation, account -> account.ahead(-reservation.amountMinor()));
  }

  /**
   * A promise was taken up.
   *
   * @param takenUpAt when, by the till's word
   */
  Promise spend(Promise promise, long takenUpAt, long now) {
    Reservation reservation = promise.reservation();
    if (reservation == null) {
      return promise;
    }
    long amount = reservation.amountMinor();
    if (promise.money() == Promise.Money.RELEASED) {
      change(reservation, account -> account.spent(amount));
      if (reservation.ofDay() != null && store.accounts().get(reservation.ofDay()) != null) {
        takeFromDay(reservation, now);
      }
    } else {
      change(reservation, account -> unreserved(account, promise).spent(amount));
    }
    if (reservation.isOfPoints()) {
      long lapseAt = Math.max(takenUpAt + reservation.lapseAfterMillis(), now + 1);
      store.hold(lapseAt, new Due(Due.Chore.LAPSE, reservation.total(), amount, lapseAt));
    }
    tell(reservation, now);
    return promise.with(Promise.Money.SPENT);
  }

  /** A promise came to nothing. */
  Promise release(Promise promise, long now) {
    Reservation reservation = promise.reservation();
    if (reservation == null || promise.money() != Promise.Money.RESERVED) {
      return promise;
    }
    change(reservation, account -> unreserved(account, promise));
    String day = promise.ahead() ? null : reservation.ofDay();
    Account taken = day == null ? null : store.accounts().get(day);
    if (taken != null) {
      store.accounts().put(day, taken.reserved(-reservation.amountMinor()));
    }
    tell(reservation, now);
    return promise.with(Promise.Money.RELEASED);
  }

  /** Points that were given are owed no longer. */
  void lapse(Due due, long now) {
    Account account = account(due.key()).spent(-due.amountMinor());
    put(due.key(), account);
    tell(POINTS, null, ofWhole(policies.inForce(now), POINTS), account, now);
  }

  void forget(String key) {
    store.accounts().remove(key);
  }

  private static Account unreserved(Account account, Promise promise) {
    long less = -promise.reservation().amountMinor();
    return promise.ahead() ? account.ahead(less) : account.reserved(less);
  }

  private void takeFromDay(Reservation reservation, long now) {
    String key = reservation.ofDay();
    if (key == null) {
      return;
    }
    Account before = store.accounts().get(key);
    if (before == null) {
      before = Account.EMPTY;
      Due due = Due.after(now + DAY_KEPT_MILLIS, Due.Chore.FORGET_ACCOUNT, key);
      store.hold(due.time(), due);
    }
    store.accounts().put(key, before.reserved(reservation.amountMinor()));
  }

  /** In the whole and in the store's. */
  private void change(Reservation reservation, UnaryOperator<Account> change) {
    put(reservation.total(), change.apply(account(reservation.total())));
    if (reservation.storeId() != null) {
      put(reservation.ofStore(), change.apply(account(reservation.ofStore())));
    }
  }

  private Account account(String key) {
    Account account = store.accounts().get(key);
    return account == null ? Account.EMPTY : account;
  }

  private void put(String key, Account account) {
    if (account.equals(Account.EMPTY)) {
      store.accounts().remove(key);
    } else {
      store.accounts().put(key, account);
    }
  }

  /** Only of the live lane: others promise nothing. */
  private void tell(Reservation reservation, long now) {
    if (Lane.of(reservation.lane()).shadow()) {
      return;
    }
    String payer = reservation.payer();
    Policy policy = policies.inForce(now);
    tell(payer, null, ofWhole(policy, payer), account(reservation.total()), now);
    Campaign campaign = campaign(policy, payer);
    if (reservation.storeId() != null
        && campaign != null
        && campaign.perStoreMinor() != Long.MAX_VALUE) {
      Account ofStore = account(reservation.ofStore());
      tell(payer, reservation.storeId(), campaign.perStoreMinor(), ofStore, now);
    }
  }

  private void tell(String payer, String storeId, long limit, Account account, long now) {
    out.accept(notice(payer, storeId, limit, account, now));
  }

  private static BudgetNotice notice(
      String payer, String storeId, long limit, Account account, long now) {
    return new BudgetNotice(
        payer, storeId, now, account.reservedMinor(), account.spentMinor(), left(limit, account));
  }

  private static long left(long limit, Account account) {
    return limit == Long.MAX_VALUE ? limit : Math.max(0, limit - account.used());
  }

  /** Where each campaign of the policy stands, the points ledger too; not told to anybody else. */
  List<BudgetNotice> standing(long now) {
    Policy policy = policies.inForce(now);
    if (policy == null) {
      return List.of();
    }
    List<BudgetNotice> all = new ArrayList<>();
    policy.campaigns().forEach(campaign -> all.add(standing(campaign.id(), policy, now)));
    if (policy.points() != null) {
      all.add(standing(POINTS, policy, now));
    }
    return all;
  }

  private BudgetNotice standing(String payer, Policy policy, long now) {
    Account account = account(Reservation.total(Lane.LIVE.name(), payer));
    return notice(payer, null, ofWhole(policy, payer), account, now);
  }

  /** The budget of the whole; nothing where the policy has it no longer. */
  private static long ofWhole(Policy policy, String payer) {
    if (policy == null) {
      return 0;
    }
    if (payer.equals(POINTS)) {
      return policy.points() == null ? 0 : policy.points().liabilityMostMinor();
    }
    Campaign campaign = campaign(policy, payer);
    return campaign == null ? 0 : campaign.totalMinor();
  }

  private static Campaign campaign(Policy policy, String id) {
    if (policy != null) {
      for (Campaign campaign : policy.campaigns()) {
        if (campaign.id().equals(id)) {
          return campaign;
        }
      }
    }
    return null;
  }
}
