package dev.showroom.explain;

import dev.showroom.core.fact.Bought;
import dev.showroom.core.fact.Browse;
import dev.showroom.core.fact.CaseChanged;
import dev.showroom.core.fact.Erased;
import dev.showroom.core.fact.Fact;
import dev.showroom.core.fact.LinkChanged;
import dev.showroom.core.fact.MemberBought;
import dev.showroom.core.fact.ProfileStated;
import dev.showroom.core.fact.Returned;
import dev.showroom.core.fact.VisitStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A fact in one line: what happened, to which sku and family. */
final class FactWords {
  private final Announced announced;

  FactWords(Announced announced) {
    this.announced = announced;
  }

  /** The stream that said it, in one word. */
  static String kind(Fact fact) {
    if (fact instanceof Browse) {
      return "browsing";
    } else if (fact instanceof VisitStep) {
      return "visit";
    } else if (fact instanceof Bought) {
      return "purchase";
    } else if (fact instanceof MemberBought) {
      return "household";
    } else if (fact instanceof Returned) {
      return "return";
    } else if (fact instanceof LinkChanged) {
      return "identity";
    } else if (fact instanceof ProfileStated) {
      return "profile";
    } else if (fact instanceof CaseChanged) {
      return "service";
    }
    return "erasure";
  }

  /** Whether somebody did it, as the customer or as an actor that was linked to them. */
  static boolean isAct(Fact fact) {
    return fact instanceof Browse
        || fact instanceof VisitStep
        || fact instanceof Bought
        || fact instanceof Returned;
  }

  String of(Fact fact) {
    if (fact instanceof Browse browse) {
      return words(
          browse.action(),
          product(browse.sku(), browse.time()),
          browse.referrer() == null ? null : "from " + browse.referrer(),
          browse.storeId() == null ? null : "in " + browse.storeId());
    } else if (fact instanceof VisitStep step) {
      return words(
          step.action(),
          product(step.sku(), step.time()),
          step.seconds() == 0 ? null : step.seconds() + " s",
          "in " + step.storeId());
    } else if (fact instanceof Bought bought) {
      return words(
          "order " + bought.orderId(),
          bought.channel(),
          bought.storeId() == null ? null : "in " + bought.storeId(),
          bought.lines().stream().map(line -> line(line, bought)).collect(Collectors.joining("; ")),
          bought.couponIds().isEmpty() ? null : "coupons " + String.join(", ", bought.couponIds()));
    } else if (fact instanceof MemberBought bought) {
      return "another member bought "
          + bought.skus().stream()
              .map(sku -> product(sku, bought.time()))
              .collect(Collectors.joining("; "));
    } else if (fact instanceof Returned back) {
      return words(
          "of order " + back.orderId(),
          back.storeId() == null ? null : "in " + back.storeId(),
          back.lines().stream().map(line -> line(line, back)).collect(Collectors.joining("; ")),
          back.reason(),
          back.condition());
    } else if (fact instanceof ProfileStated profile) {
      return words(
          profile.staff() ? "staff" : "no staff",
          profile.householdId() == null ? "no household" : "of household " + profile.householdId());
    } else if (fact instanceof CaseChanged change) {
      return words(
          "case " + change.caseId(),
          change.open() ? "opened" : "closed",
          change.sku() == null ? null : "about " + product(change.sku(), change.time()));
    } else if (fact instanceof Erased) {
      return "asked to be forgotten";
    }
    return fact.toString();
  }

  private String line(Bought.Line line, Bought bought) {
    return "%d x %s at %s%s"
        .formatted(
            line.quantity(),
            product(line.sku(), bought.time()),
            money(line.unitPriceMinor()),
            line.trialDays() < 0 ? "" : ", " + line.trialDays() + " trial days");
  }

  private String line(Returned.Line line, Returned back) {
    return "%d x %s, refund %s"
        .formatted(line.quantity(), product(line.sku(), back.time()), money(line.refundMinor()));
  }

  private String product(String sku, long time) {
    if (sku == null) {
      return null;
    }
    var product = announced.product(sku, time);
    return product == null ? sku : sku + " (" + product.family() + ")";
  }

  /** Minor units as they are read: all currencies of the streams have a hundred to one. */
  static String money(long minor) {
    return String.format(
        Locale.ROOT,
        "%s%d.%02d",
        minor < 0 ? "-" : "",
        Math.abs(minor / 100),
        Math.abs(minor % 100));
  }

  private static String words(Object... parts) {
    List<String> words = new ArrayList<>();
    Stream.of(parts).filter(Objects::nonNull).forEach(part -> words.add(part.toString()));
    return String.join(", ", words);
  }
}
