package dev.showroom.core.rules.cel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.core.rules.Rule;
import org.junit.jupiter.api.Test;

class ShippedRulesTest {

  @Test
  void theShippedRulesCompile() {
    assertThat(RuleFiles.check(RuleFiles.shippedText()).problems()).isEmpty();
    assertThat(RuleFiles.shipped().rules())
        .extracting(Rule::pattern)
        .containsExactly(
            "RESEARCH_INSPECT_LEAVE",
            "IN_STORE_PRICE_CHECK",
            "STORE_HOP",
            "TRIAL_AT_RISK",
            "TRIAL_RETURN",
            "SERIAL_RETURNER",
            "ADVICE_DRAIN",
            "ACCESSORY_TRACE",
            "COUPON_FISHING");
  }
}
