package dev.showroom.core.intake;

import static dev.showroom.core.Facts.T0;
import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.core.catalogue.Announcement;
import dev.showroom.core.catalogue.PolicyText;
import dev.showroom.schemas.CouponPolicyVersion;
import dev.showroom.schemas.DeadLetterReason;
import dev.showroom.schemas.codec.InTopic;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Published coupon policies at the door. */
class PolicyIntakeTest {
  private static Arrival accept(CouponPolicyVersion record) {
    return new Intake(Duration.ofMinutes(10))
        .accept(InTopic.COUPON_POLICY, "origin", new byte[1], T0, bytes -> record);
  }

  private static void assertDead(Arrival arrival, DeadLetterReason reason, String inDetail) {
    assertThat(arrival.reason()).isEqualTo(reason);
    assertThat(arrival.detail()).contains(inDetail);
    assertThat(arrival.announcement()).isNull();
  }

  @Test
  void aPolicyIsInForceFromTheTimeThatTheRecordNamesAndNotBeforeItWasPublished() {
    CouponPolicyVersion ahead = Records.policy();
    ahead.setEffectiveFrom(Records.TIME.plusSeconds(60));
    Announcement announced = accept(ahead).announcement();
    assertThat(announced)
        .isEqualTo(new PolicyText("mine", 2, T0 + 60_000, ahead.getDocument()))
        .isEqualTo(Announcement.unpackAny(announced.packAny()));

    CouponPolicyVersion backDated = Records.policy();
    backDated.setEffectiveFrom(Records.TIME.minusSeconds(60));
    assertThat(accept(backDated).announcement())
        .isEqualTo(new PolicyText("mine", 2, T0, backDated.getDocument()));
  }

  @Test
  void aPolicyThatIsWrongIsADeadLetterThatSaysWhere() {
    CouponPolicyVersion wrong = Records.policy();
    wrong.setDocument(wrong.getDocument().replace("INFORMATION", "INFORMATON"));
    Arrival arrival = accept(wrong);
    assertDead(arrival, DeadLetterReason.INVALID_VALUE, "field 'document', line 6, column 28: ");
    assertThat(arrival.detail())
        .endsWith("'INFORMATON' is no kind of offer; did you mean 'INFORMATION'?");
  }

  @Test
  void whatMayNotBeMeantIsAcceptedAllTheSame() {
    CouponPolicyVersion hinted = Records.policy();
    hinted.setDocument(hinted.getDocument().replace("STORE_HOP", "STORE_HOPS"));
    assertThat(accept(hinted).isDead()).isFalse();
  }

  @Test
  void aRecordThatContradictsItsDocumentIsADeadLetter() {
    CouponPolicyVersion version = Records.policy();
    version.setVersion(3);
    assertDead(
        accept(version),
        DeadLetterReason.INVALID_VALUE,
        "the record says version 3 of 'mine', its document version 2 of 'mine'");
    CouponPolicyVersion id = Records.policy();
    id.setId("yours");
    assertDead(
        accept(id),
        DeadLetterReason.INVALID_VALUE,
        "the record says version 2 of 'yours', its document version 2 of 'mine'");
    CouponPolicyVersion blank = Records.policy();
    blank.setId(" ");
    assertDead(accept(blank), DeadLetterReason.MISSING_FIELD, "field 'id' is blank");
    CouponPolicyVersion two = Records.policy();
    two.setDocument(
        two.getDocument() + "---\n" + two.getDocument().replace("version: 2", "version: 3"));
    assertDead(accept(two), DeadLetterReason.INVALID_VALUE, "more than one policy");
  }
}
