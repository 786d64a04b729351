package dev.showroom.core.notice;

import dev.showroom.core.pack.PackReader;
import dev.showroom.core.pack.PackWriter;
import dev.showroom.schemas.Segment;
import java.util.HashSet;
import java.util.Set;

/**
 * How a customer stood at the moment that an alert was raised: all that the gates in front of an
 * offer ask about the person. Of somebody without a profile nothing is known and nothing allowed.
 *
 * @param householdId null for none
 * @param timeZone an IANA name, or null where the profile says none
 * @param segment null where nobody said
 * @param priceSensitive null where nobody said
 * @param openCase whether a service case is open that concerns the alert
 * @param inStore whether a visit is going on, its EXIT included
 * @param patterns of the customer's alerts that stand (not retracted, not shadow), this one's too
 */
public record Standing(
    String householdId,
    boolean consentPersonalisation,
    boolean consentPush,
    String timeZone,
    Segment segment,
    Boolean priceSensitive,
    boolean staff,
    boolean openCase,
    boolean inStore,
    Set<String> patterns) {
  private static final Segment[] SEGMENTS = Segment.values();

  public Standing {
    patterns = Set.copyOf(patterns);
  }

  void pack(PackWriter out) {
    out.text(householdId)
        .flag(consentPersonalisation)
        .flag(consentPush)
        .text(timeZone)
        .constant(segment)
        .number(priceSensitive == null ? -1 : priceSensitive ? 1 : 0)
        .flag(staff)
        .flag(openCase)
        .flag(inStore)
        .number(patterns.size());
    patterns.stream().sorted().forEach(out::text);
  }

  static Standing unpack(PackReader in) {
    String household = in.text();
    boolean personalisation = in.flag();
    boolean push = in.flag();
    String zone = in.text();
    Segment segment = in.constant(SEGMENTS);
    int sensitive = in.integer();
    boolean staff = in.flag();
    boolean openCase = in.flag();
    boolean inStore = in.flag();
    Set<String> patterns = new HashSet<>();
    for (int left = in.integer(); left > 0; left--) {
      patterns.add(in.text());
    }
    return new Standing(
        household,
        personalisation,
        push,
        zone,
        segment,
        sensitive < 0 ? null : (Boolean) (sensitive == 1),
        staff,
        openCase,
        inStore,
        patterns);
  }
}
