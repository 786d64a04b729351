package dev.showroom.core.alert;

import dev.showroom.core.pack.PackReader;
import dev.showroom.core.pack.PackWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * What a rule found, before anything came of it: the content of an alert.
 *
 * @param alertId a function of rule, customer, scope and anchor
 * @param evidence event ids, in event-time order
 * @param clearedBy what would clear it, in words
 */
public record Suspicion(
    String alertId,
    String customerId,
    RuleRef rule,
    Subject subject,
    Terms terms,
    List<Contribution> reasons,
    List<Contribution> counterEvidence,
    List<String> evidence,
    List<String> clearedBy,
    long valueAtRiskMinor) {

  /** The score in thousandths: the sum of all contributions. */
  public int scoreMillis() {
    int sum = 0;
    for (Contribution reason : reasons) {
      sum += reason.millis();
    }
    for (Contribution counter : counterEvidence) {
      sum += counter.millis();
    }
    return sum;
  }

  void pack(PackWriter out) {
    out.text(alertId).text(customerId);
    rule.pack(out);
    subject.pack(out);
    terms.pack(out);
    out.number(reasons.size());
    reasons.forEach(reason -> reason.pack(out));
    out.number(counterEvidence.size());
    counterEvidence.forEach(counter -> counter.pack(out));
    out.number(evidence.size());
    evidence.forEach(out::text);
    out.number(clearedBy.size());
    clearedBy.forEach(out::text);
    out.number(valueAtRiskMinor);
  }

  static Suspicion unpack(PackReader in) {
    return new Suspicion(
        in.text(),
        in.text(),
        RuleRef.unpack(in),
        Subject.unpack(in),
        Terms.unpack(in),
        list(in, Contribution::unpack),
        list(in, Contribution::unpack),
        list(in, PackReader::text),
        list(in, PackReader::text),
        in.number());
  }

  private static <T> List<T> list(PackReader in, Function<PackReader, T> element) {
    int count = in.integer();
    List<T> list = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      list.add(element.apply(in));
    }
    return List.copyOf(list);
  }
}
