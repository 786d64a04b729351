package dev.showroom.reconcile;

import dev.showroom.schemas.codec.InTopic;
import java.util.List;
import java.util.Map;

/**
 * What was found.
 *
 * @param inputs by stream, those that have records
 * @param written how many of what was written, and what is no difference: copies, what is open yet
 * @param remarks sentences on what could not be held against anything
 */
public record Report(
    Map<InTopic, InputCounts> inputs,
    Map<String, Long> written,
    List<Finding> findings,
    List<String> remarks) {

  public boolean isReconciled() {
    return findings.isEmpty();
  }

  public long count(Kind kind) {
    return findings.stream().filter(finding -> finding.kind() == kind).count();
  }
}
