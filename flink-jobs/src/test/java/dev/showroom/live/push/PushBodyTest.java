package dev.showroom.live.push;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.showroom.config.PushFormat;
import dev.showroom.core.push.PushOrder;
import dev.showroom.schemas.Coupon;
import dev.showroom.schemas.codec.JsonRecords;
import io.cloudevents.CloudEvent;
import io.cloudevents.SpecVersion;
import io.cloudevents.jackson.JsonFormat;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PushBodyTest {
  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
  private static final Coupon COUPON = Coupons.issued("k-1", NOON);
  private static final PushOrder ISSUE = Coupons.order(COUPON);
  private static final PushOrder REVOCATION =
      Coupons.order(Coupons.revoked("k-1", NOON, NOON.plusSeconds(60)));

  @Test
  void what_an_offer_costs_and_whose_household_it_is_is_nobodys_concern_outside() {
    Coupon inside = Coupons.issued("k-1", NOON);
    inside.setCostMinor(777L);
    inside.setHouseholdKey("h-secret");
    inside.setDecisionId("d-1");

    byte[] body = new PushBody(PushFormat.JSON).of(Coupons.order(inside));

    assertThat(new String(body, StandardCharsets.UTF_8)).isEqualTo(JsonRecords.write(COUPON));
  }

  @Test
  void plain_json_is_the_record_as_in_json_lines() {
    PushBody body = new PushBody(PushFormat.JSON);

    assertThat(new String(body.of(ISSUE), StandardCharsets.UTF_8))
        .isEqualTo(JsonRecords.write(COUPON));
    assertThat(body.contentType()).isEqualTo("application/json; charset=utf-8");
  }

  @Test
  void a_cloud_event_is_named_by_the_idempotency_key_and_holds_the_same_record() throws Exception {
    PushBody body = new PushBody(PushFormat.CLOUDEVENTS);
    byte[] bytes = body.of(REVOCATION);

    CloudEvent event = new JsonFormat().deserialize(bytes);
    assertThat(event.getSpecVersion()).isEqualTo(SpecVersion.V1);
    assertThat(event.getId()).isEqualTo("k-1-revoked");
    assertThat(event.getType()).isEqualTo("coupon.revoked");
    assertThat(event.getSource()).hasToString("/showroom/coupons");
    assertThat(event.getSubject()).isEqualTo("k-1");
    assertThat(event.getTime().toInstant()).isEqualTo(NOON.plusSeconds(60));
    assertThat(body.contentType()).isEqualTo("application/cloudevents+json; charset=utf-8");
    JsonNode json = new ObjectMapper().readTree(bytes);
    assertThat(json.get("datacontenttype").asText()).isEqualTo("application/json");
    assertThat(json.get("data").get("state").asText()).isEqualTo("REVOKED");
    assertThat(json.get("data").get("revision").asInt()).isEqualTo(2);
  }

  @Test
  void the_same_order_has_the_same_bytes_each_time() {
    for (PushFormat format : PushFormat.values()) {
      assertThat(new PushBody(format).of(ISSUE)).isEqualTo(new PushBody(format).of(ISSUE));
    }
  }

  /** {@code printf '1772452800.{"a":1}' | openssl dgst -sha256 -hmac '0123456789abcdef'}. */
  @Test
  void the_signature_is_that_of_openssl() {
    PushSecret secret =
        PushSecret.of(PushHarness.none(), Map.of(PushSecret.VARIABLE, " 0123456789abcdef\n"));
    byte[] body = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);

    assertThat(new Signature(secret).of("1772452800", body))
        .isEqualTo("v1=e6444737dc380813031b8977789d1161e7b5e77ce0fa211978b1a9ff643330db");
    assertThat(new Signature(secret).of("1772452801", body))
        .isNotEqualTo("v1=e6444737dc380813031b8977789d1161e7b5e77ce0fa211978b1a9ff643330db");
  }

  @Test
  void a_wait_is_any_part_of_a_span_that_doubles_up_to_the_longest() {
    Backoff backoff =
        new Backoff(Duration.ofMillis(100), Duration.ofMillis(350), new SplittableRandom(1));
    long[] longest = {100, 200, 350, 350};
    for (int failures = 1; failures <= 4; failures++) {
      long least = Long.MAX_VALUE;
      long most = 0;
      for (int i = 0; i < 2_000; i++) {
        long wait = backoff.waitMillis(failures);
        least = Math.min(least, wait);
        most = Math.max(most, wait);
      }
      assertThat(least).isLessThan(5);
      assertThat(most).isBetween(longest[failures - 1] * 95 / 100, longest[failures - 1]);
    }
    assertThat(backoff.waitMillis(1_000)).isBetween(0L, 350L);
  }
}
