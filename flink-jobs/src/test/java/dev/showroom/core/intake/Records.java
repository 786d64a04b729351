package dev.showroom.core.intake;

import dev.showroom.core.Facts;
import dev.showroom.schemas.Actor;
import dev.showroom.schemas.ActorKind;
import dev.showroom.schemas.BrowseAction;
import dev.showroom.schemas.BrowseEvent;
import dev.showroom.schemas.CaseChange;
import dev.showroom.schemas.Channel;
import dev.showroom.schemas.CouponChange;
import dev.showroom.schemas.CouponEvent;
import dev.showroom.schemas.CouponPolicyVersion;
import dev.showroom.schemas.CustomerProfile;
import dev.showroom.schemas.ErasureRequest;
import dev.showroom.schemas.FeedProgress;
import dev.showroom.schemas.IdentityLink;
import dev.showroom.schemas.LinkChange;
import dev.showroom.schemas.LinkConfidence;
import dev.showroom.schemas.Product;
import dev.showroom.schemas.ProductReturn;
import dev.showroom.schemas.Purchase;
import dev.showroom.schemas.PurchaseLine;
import dev.showroom.schemas.Referrer;
import dev.showroom.schemas.ReturnCondition;
import dev.showroom.schemas.ReturnLine;
import dev.showroom.schemas.ReturnReason;
import dev.showroom.schemas.RuleSetVersion;
import dev.showroom.schemas.ServiceCase;
import dev.showroom.schemas.VisitAction;
import dev.showroom.schemas.VisitEvent;
import dev.showroom.schemas.codec.InTopic;
import java.time.Instant;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/** A valid record of each stream, for tests to spoil. */
final class Records {
  static final Instant TIME = Instant.ofEpochMilli(Facts.T0);

  private Records() {}

  static SpecificRecord of(InTopic topic) {
    return switch (topic) {
      case BROWSING -> browse();
      case STORE_VISITS -> visit();
      case PURCHASES -> purchase();
      case RETURNS -> productReturn();
      case IDENTITY_LINKS -> link();
      case COUPON_EVENTS ->
          CouponEvent.newBuilder()
              .setEventId("e")
              .setEventTime(TIME)
              .setCouponId("c")
              .setChange(CouponChange.VIEWED)
              .build();
      case CUSTOMERS -> profile();
      case PRODUCTS -> product();
      case FEED_PROGRESS ->
          FeedProgress.newBuilder()
              .setEventId("e")
              .setEventTime(TIME)
              .setFeed("store:s1")
              .setCompleteThrough(TIME)
              .build();
      case SERVICE_CASES -> serviceCase();
      case ERASURES ->
          ErasureRequest.newBuilder()
              .setEventId("e")
              .setEventTime(TIME)
              .setCustomerId("anna")
              .build();
      case RULES -> rules();
      case COUPON_POLICY -> policy();
    };
  }

  static BrowseEvent browse() {
    return BrowseEvent.newBuilder()
        .setEventId("e")
        .setEventTime(TIME)
        .setActor(new Actor(ActorKind.COOKIE, "x"))
        .setAction(BrowseAction.COMPARE)
        .setSku("tv-1")
        .setSeenPriceMinor(0L)
        .setReferrer(Referrer.EMAIL)
        .build();
  }

  static VisitEvent visit() {
    return VisitEvent.newBuilder()
        .setEventId("e")
        .setEventTime(TIME)
        .setActor(new Actor(ActorKind.CUSTOMER, "anna"))
        .setStoreId("s1")
        .setAction(VisitAction.DEMO)
        .setSku("tv-1")
        .setSeconds(0)
        .build();
  }

  static Purchase purchase() {
    return Purchase.newBuilder()
        .setEventId("e")
        .setEventTime(TIME)
        .setActor(new Actor(ActorKind.CARD, "x"))
        .setOrderId("o")
        .setChannel(Channel.STORE)
        .setStoreId("s1")
        .setLines(List.of(new PurchaseLine("tv-1", 1, 0L, 0)))
        .setCouponIds(List.of())
        .build();
  }

  static ProductReturn productReturn() {
    return ProductReturn.newBuilder()
        .setEventId("e")
        .setEventTime(TIME)
        .setActor(new Actor(ActorKind.CUSTOMER, "anna"))
        .setOrderId("o")
        .setChannel(Channel.STORE)
        .setLines(List.of(new ReturnLine("tv-1", 1, 0L)))
        .setReason(ReturnReason.OTHER)
        .setCondition(ReturnCondition.USED)
        .build();
  }

  static IdentityLink link() {
    return IdentityLink.newBuilder()
        .setEventId("e")
        .setEventTime(TIME)
        .setActor(new Actor(ActorKind.COOKIE, "x"))
        .setCustomerId("anna")
        .setChange(LinkChange.LINK)
        .setConfidence(LinkConfidence.DETERMINISTIC)
        .build();
  }

  static CustomerProfile profile() {
    return CustomerProfile.newBuilder()
        .setEventId("e")
        .setEventTime(TIME)
        .setCustomerId("anna")
        .setConsentPersonalisation(true)
        .setConsentPush(true)
        .setStaff(true)
        .build();
  }

  static Product product() {
    return Product.newBuilder()
        .setEventId("e")
        .setEventTime(TIME)
        .setSku("tv-1")
        .setFamily("tv")
        .setCategory("electronics")
        .setPriceMinor(0)
        .setCostMinor(0)
        .setAccessoryForFamilies(List.of())
        .build();
  }

  static ServiceCase serviceCase() {
    return ServiceCase.newBuilder()
        .setEventId("e")
        .setEventTime(TIME)
        .setCustomerId("anna")
        .setCaseId("k")
        .setChange(CaseChange.OPENED)
        .build();
  }

  static RuleSetVersion rules() {
    return RuleSetVersion.newBuilder()
        .setEventId("e")
        .setEventTime(TIME)
        .setId("mine")
        .setVersion(2)
        .setEffectiveFrom(TIME)
        .setDocument(
            "id: mine\nversion: 2\nrules:\n"
                + "  - {id: ANY, trigger: browse, level: family, when: [research.count() > 1]}\n")
        .build();
  }

  static CouponPolicyVersion policy() {
    return CouponPolicyVersion.newBuilder()
        .setEventId("e")
        .setEventTime(TIME)
        .setId("mine")
        .setVersion(2)
        .setEffectiveFrom(TIME)
        .setDocument(
            """
            id: mine
            version: 2
            actOn: {patterns: [STORE_HOP]}
            timeZone: UTC
            marginFloor: {default: 10%}
            offers: [{id: guide, kind: INFORMATION, uplift: 2%}]
            """)
        .build();
  }
}
