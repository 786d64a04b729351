package dev.showroom.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.showroom.common.CommandFailure;
import dev.showroom.config.CouponKeys;
import dev.showroom.core.code.AtTill;
import dev.showroom.core.code.CodeAnswer.Kind;
import dev.showroom.core.code.CouponBook;
import dev.showroom.core.code.CouponVerifier;
import dev.showroom.core.code.UsedInMemory;
import dev.showroom.core.outbound.Outbound;
import dev.showroom.schemas.Channel;
import dev.showroom.schemas.Coupon;
import dev.showroom.schemas.CouponState;
import dev.showroom.schemas.OfferKind;
import dev.showroom.schemas.codec.AvroRecords;
import dev.showroom.schemas.codec.OutTopic;
import dev.showroom.stream.FlinkSettings;
import dev.showroom.stream.OperatorId;
import dev.showroom.stream.type.Packings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.DefaultOpenContext;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CouponSignerTest {
  private static final long FROM = Instant.parse("2026-03-02T10:00:00Z").toEpochMilli();

  private final AvroRecords<Coupon> coupons = new AvroRecords<>(Coupon.class);

  @TempDir private Path work;
  private CouponKeys keys;
  private CouponSigner signer;

  @BeforeEach
  void makeAKey() {
    keys = CouponKeys.writeFresh(work.resolve("coupon.keys"), 'K');
    signer = new CouponSigner(keys);
  }

  private Outbound outbound(CouponState state, int revision) {
    Coupon coupon =
        Coupon.newBuilder()
            .setCouponId("k-1")
            .setCustomerId("c-1")
            .setCode("")
            .setKind(OfferKind.COUPON)
            .setValueMinor(1_500)
            .setFamily("tv")
            .setChannels(List.of(Channel.values()))
            .setValidFrom(Instant.ofEpochMilli(FROM))
            .setValidUntil(Instant.ofEpochMilli(FROM + 1))
            .setAlertId("a-1")
            .setState(state)
            .setRevision(revision)
            .build();
    return new Outbound(OutTopic.COUPONS, "c-1", coupons.write(coupon));
  }

  private Coupon signed(Outbound outbound) throws Exception {
    Outbound out = signer.map(outbound);
    assertThat(out.topic()).isEqualTo(outbound.topic());
    assertThat(out.key()).isEqualTo(outbound.key());
    return coupons.read(out.value());
  }

  @Test
  void a_coupon_leaves_with_a_code_that_a_till_accepts_and_is_the_same_otherwise()
      throws Exception {
    signer.open(DefaultOpenContext.INSTANCE);
    Outbound bare = outbound(CouponState.ISSUED, 1);
    Coupon coupon = signed(bare);
    CouponBook book = new CouponBook();
    book.note(coupon);
    CouponVerifier till = new CouponVerifier(keys.read(Map.of()), book, new UsedInMemory());
    assertThat(till.checkCode(AtTill.codeOnly(coupon.getCode(), "c-1", FROM)).kind())
        .isEqualTo(Kind.ACCEPTED);
    assertThat(coupon.getCode()).startsWith("K");
    coupon.setCode("");
    assertThat(coupon).isEqualTo(coupons.read(bare.value()));
  }

  @Test
  void every_state_of_a_coupon_has_the_same_code_and_so_has_a_signer_that_starts_anew()
      throws Exception {
    signer.open(DefaultOpenContext.INSTANCE);
    String code = signed(outbound(CouponState.ISSUED, 1)).getCode();
    signer = new CouponSigner(keys);
    signer.open(DefaultOpenContext.INSTANCE);
    assertThat(signed(outbound(CouponState.REVOKED, 2)).getCode()).isEqualTo(code);
  }

  @Test
  void other_records_pass() throws Exception {
    signer.open(DefaultOpenContext.INSTANCE);
    Outbound other = new Outbound(OutTopic.COUPON_DECISIONS, "c-1", new byte[] {1, 2, 3});
    assertThat(signer.map(other)).isSameAs(other);
  }

  @Test
  void without_a_key_it_does_not_start() throws IOException {
    Files.delete(work.resolve("coupon.keys"));
    assertThatThrownBy(() -> signer.open(DefaultOpenContext.INSTANCE))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("does not exist");
  }

  // ---- the key stays where it is read

  @Test
  void no_key_is_in_the_job_graph_nor_in_a_signer_that_has_read_it() throws Exception {
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(FlinkSettings.forJob());
    env.fromData(Packings.OUTBOUND.as(Outbound.class), outbound(CouponState.ISSUED, 1))
        .uid(OperatorId.SOURCE.uid())
        .map(signer)
        .returns(Packings.OUTBOUND.as(Outbound.class))
        .uid(OperatorId.COUPON_SIGNER.uid())
        .sinkTo(new DiscardingSink<>())
        .uid(OperatorId.COUPON_SINK.uid());
    assertHoldsPathButNoKey(serialized(env.getStreamGraph(false).getJobGraph()));

    signer.open(DefaultOpenContext.INSTANCE);
    byte[] opened = serialized(signer);
    assertHoldsPathButNoKey(opened);
    assertThat(signer.toString()).doesNotContain(key());

    // It reads them again where it arrives.
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(opened))) {
      signer = (CouponSigner) in.readObject();
    }
    signer.open(DefaultOpenContext.INSTANCE);
    assertThat(signed(outbound(CouponState.ISSUED, 1)).getCode()).startsWith("K");
  }

  private void assertHoldsPathButNoKey(byte[] serialized) throws IOException {
    String text = new String(serialized, StandardCharsets.ISO_8859_1);
    byte[] secret = Base64.getDecoder().decode(key());
    assertThat(text)
        .contains(work.resolve("coupon.keys").toString())
        .doesNotContain(
            key(),
            HexFormat.of().formatHex(secret),
            new String(secret, StandardCharsets.ISO_8859_1));
  }

  private String key() throws IOException {
    return Files.readString(work.resolve("coupon.keys")).strip().substring(2);
  }

  private static byte[] serialized(Object object) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(object);
    }
    return bytes.toByteArray();
  }
}
