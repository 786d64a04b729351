package dev.showroom.cli;

import dev.showroom.simulate.UpliftTruth;
import java.io.PrintWriter;
import java.util.Locale;

/** The truth about offers as two tables: what they did, and who was given what. */
final class UpliftSummary {
  private static final double MAJOR = 100.0;

  private UpliftSummary() {}

  static void print(UpliftTruth truth, PrintWriter out) {
    out.println();
    out.println(
        "offers, of which the outcome is settled    issued  held out   without      with   "
            + " uplift");
    effect(out, "all", truth.settled());
    truth.byPattern().forEach((name, effect) -> effect(out, "  " + name, effect));
    truth.byOffer().forEach((name, effect) -> effect(out, "  " + name, effect));
    out.println();
    out.println(
        "shoppers, sales after a decision  issued  used       given  of it anyway      margin      "
            + "  left");
    given(out, "all", truth.given());
    truth.byShopper().forEach((name, given) -> given(out, "  " + name, given));
    out.flush();
  }

  private static void effect(PrintWriter out, String name, UpliftTruth.Effect effect) {
    out.println(
        String.format(
            Locale.ROOT,
            "%-40s %,9d %,9d %8.1f%% %8.1f%% %+8.1f%%",
            name,
            effect.issued(),
            effect.heldOut(),
            100 * effect.without(),
            100 * effect.with(),
            100 * effect.uplift()));
  }

  private static void given(PrintWriter out, String name, UpliftTruth.Given given) {
    out.println(
        String.format(
            Locale.ROOT,
            "%-28s %,4d %,6d %,7d %,5d %,11.2f %,13.2f %,11.2f %,11.2f",
            name,
            given.shoppers(),
            given.kept(),
            given.issued(),
            given.used(),
            given.givenMinor() / MAJOR,
            given.givenAnywayMinor() / MAJOR,
            given.keptMinor() / MAJOR,
            given.leftMinor() / MAJOR));
  }
}
