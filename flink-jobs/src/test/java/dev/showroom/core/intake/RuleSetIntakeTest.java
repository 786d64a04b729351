package dev.showroom.core.intake;

import static dev.showroom.core.Facts.T0;
import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.core.catalogue.RuleSetText;
import dev.showroom.schemas.DeadLetterReason;
import dev.showroom.schemas.RuleSetVersion;
import dev.showroom.schemas.codec.InTopic;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Published rule sets at the door. */
class RuleSetIntakeTest {
  private static Arrival accept(RuleSetVersion record) {
    return new Intake(Duration.ofMinutes(10))
        .accept(InTopic.RULES, "origin", new byte[1], T0, bytes -> record);
  }

  private static void assertDead(Arrival arrival, DeadLetterReason reason, String inDetail) {
    assertThat(arrival.reason()).isEqualTo(reason);
    assertThat(arrival.detail()).contains(inDetail);
    assertThat(arrival.announcement()).isNull();
  }

  @Test
  void aRuleSetIsInForceFromTheTimeThatTheRecordNamesAndNotBeforeItWasPublished() {
    RuleSetVersion ahead = Records.rules();
    ahead.setEffectiveFrom(Records.TIME.plusSeconds(60));
    assertThat(accept(ahead).announcement())
        .isEqualTo(new RuleSetText("mine", 2, T0 + 60_000, ahead.getDocument()));

    RuleSetVersion backDated = Records.rules();
    backDated.setEffectiveFrom(Records.TIME.minusSeconds(60));
    assertThat(accept(backDated).announcement())
        .isEqualTo(new RuleSetText("mine", 2, T0, backDated.getDocument()));
  }

  @Test
  void aRuleSetThatIsWrongIsADeadLetterThatSaysWhere() {
    RuleSetVersion wrong = Records.rules();
    wrong.setDocument(wrong.getDocument().replace("research.count()", "resarch.count()"));
    Arrival arrival = accept(wrong);
    assertDead(arrival, DeadLetterReason.INVALID_VALUE, "field 'document', line 4, column 54: ");
    assertThat(arrival.detail()).endsWith("There is no 'resarch' here; did you mean 'research'?");
  }

  @Test
  void aRecordThatContradictsItsDocumentIsADeadLetter() {
    RuleSetVersion other = Records.rules();
    other.setVersion(3);
    assertDead(
        accept(other),
        DeadLetterReason.INVALID_VALUE,
        "the record says version 3 of 'mine', its document version 2 of 'mine'");
    RuleSetVersion two = Records.rules();
    two.setDocument(
        two.getDocument() + "---\n" + two.getDocument().replace("version: 2", "version: 3"));
    assertDead(accept(two), DeadLetterReason.INVALID_VALUE, "more than one rule set");
  }
}
