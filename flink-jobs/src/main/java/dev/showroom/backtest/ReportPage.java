package dev.showroom.backtest;

/** Placeholder. */
final class ReportPage {
  private ReportPage() {}

  static String of(Result result, Backtest.Plan plan) {
    return "<!doctype html>\n";
  }
}
