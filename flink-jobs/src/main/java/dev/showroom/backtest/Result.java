package dev.showroom.backtest;

import dev.showroom.evaluate.Report;
import java.util.List;
import java.util.Map;

/**
 * What a backtest found.
 *
 * @param baseline every alert by the baseline's rules, by id
 * @param truth how right the baseline is; null where the truth is not known
 * @param policies the baseline's first; empty where no policies were compared
 * @param failures sentences on rules that erred, and so found nothing where they did
 * @param remarks sentences on holes in the input
 * @param seconds the pass over the input took
 */
record Result(
    String baselineName,
    Map<String, AlertStory> baseline,
    Report truth,
    List<Comparison> candidates,
    List<PolicyFigures> policies,
    List<String> failures,
    List<String> remarks,
    long recordsIn,
    double seconds) {}
