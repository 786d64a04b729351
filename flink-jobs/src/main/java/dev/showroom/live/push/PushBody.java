package dev.showroom.live.push;

import dev.showroom.config.PushFormat;
import dev.showroom.core.push.PushOrder;
import dev.showroom.schemas.Coupon;
import dev.showroom.schemas.codec.AvroRecords;
import dev.showroom.schemas.codec.JsonRecords;
import dev.showroom.schemas.codec.MalformedRecordException;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.jackson.JsonFormat;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;

/**
 * What is sent: the coupon as it is in JSON Lines, bare or within a CloudEvent; without what is
 * nobody's concern outside: its cost, its household, and how it was decided.
 */
final class PushBody {
  private static final URI SOURCE = URI.create("/showroom/coupons");

  private final PushFormat format;
  private final AvroRecords<Coupon> coupons = new AvroRecords<>(Coupon.class);
  private final JsonFormat cloudEvents = new JsonFormat();

  PushBody(PushFormat format) {
    this.format = format;
  }

  String contentType() {
    return switch (format) {
      case JSON -> "application/json; charset=utf-8";
      case CLOUDEVENTS -> JsonFormat.CONTENT_TYPE + "; charset=utf-8";
    };
  }

  /** The same bytes for the same order, however often it is sent. */
  byte[] of(PushOrder order) {
    byte[] json = JsonRecords.write(coupon(order)).getBytes(StandardCharsets.UTF_8);
    return switch (format) {
      case JSON -> json;
      case CLOUDEVENTS ->
          cloudEvents.serialize(
              CloudEventBuilder.v1()
                  .withId(order.idempotencyKey())
                  .withSource(SOURCE)
                  .withType(order.type())
                  .withSubject(order.couponId())
                  .withTime(Instant.ofEpochMilli(order.stateAt()).atOffset(ZoneOffset.UTC))
                  .withData("application/json", json)
                  .build());
    };
  }

  private Coupon coupon(PushOrder order) {
    try {
      Coupon coupon = coupons.read(order.record());
      coupon.setCostMinor(null);
      coupon.setHouseholdKey(null);
      coupon.setDecisionId(null);
      coupon.setOfferId(null);
      coupon.setCampaign(null);
      return coupon;
    } catch (MalformedRecordException e) {
      throw new IllegalStateException("a coupon that was read before can be read again", e);
    }
  }
}
