package dev.showroom.stream;

/**
 * What the part of the graph that decides offers is built with.
 *
 * @param policies before any come by the stream
 * @param sent finds coupons whose decisions a crash undid
 */
public record OfferSettings(InitialPolicies policies, SentCoupons sent) {
  /** Where nothing is sent, and so nothing can have been. */
  public static OfferSettings notSent(InitialPolicies policies) {
    return new OfferSettings(policies, SentCoupons.NONE);
  }
}
