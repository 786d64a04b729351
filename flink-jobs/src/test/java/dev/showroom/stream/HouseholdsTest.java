package dev.showroom.stream;

import static dev.showroom.stream.Given.DAY;
import static dev.showroom.stream.Given.HOUR;
import static dev.showroom.stream.Given.T0;
import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.core.fact.MemberBought;
import dev.showroom.core.intake.Envelope;
import dev.showroom.core.intake.KeyDigest;
import dev.showroom.stream.IdentityChain.Held;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What one of a household buys reaches the others, from the gate to their journeys. */
class HouseholdsTest {
  private static final long MOVED_IN = T0 + DAY;

  @ParameterizedTest
  @EnumSource
  void a_purchase_reaches_the_other_members_and_not_the_buyer(Backend backend) throws Exception {
    try (IdentityChain chain = family(backend)) {
      chain.give(Given.bought("anna", T0 + 2 * DAY));

      assertThat(chain.held())
          .containsExactlyInAnyOrder(
              new Held("ben", bought("anna", T0 + 2 * DAY), T0 + 2 * DAY, Envelope.FOREVER),
              new Held("cleo", bought("anna", T0 + 2 * DAY), T0 + 2 * DAY, Envelope.FOREVER));
      for (Envelope gift : chain.sent()) {
        assertThat(new String(gift.pack(), java.nio.charset.StandardCharsets.ISO_8859_1))
            .doesNotContain("anna");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void membership_begins_with_the_profile_and_ends_with_the_next_to_the_millisecond(Backend backend)
      throws Exception {
    try (IdentityChain chain = new IdentityChain(backend)) {
      chain.give(Given.profile("anna", T0, "home"));
      chain.give(Given.profile("ben", MOVED_IN, "home"));
      chain.give(Given.profile("ben", MOVED_IN + DAY, null));
      chain.give(
          Given.bought("anna", MOVED_IN - 1),
          Given.bought("anna", MOVED_IN),
          Given.bought("anna", MOVED_IN + DAY - 1),
          Given.bought("anna", MOVED_IN + DAY));

      assertThat(chain.held())
          .extracting(one -> one.fact().time())
          .containsExactlyInAnyOrder(MOVED_IN, MOVED_IN + DAY - 1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void the_buyer_too_must_be_a_member_when_he_buys(Backend backend) throws Exception {
    try (IdentityChain chain = new IdentityChain(backend)) {
      chain.give(Given.profile("anna", MOVED_IN, "home"), Given.profile("ben", T0, "home"));
      chain.give(Given.bought("anna", MOVED_IN - 1), Given.bought("anna", MOVED_IN));

      assertThat(chain.held()).extracting(one -> one.fact().time()).containsExactly(MOVED_IN);
    }
  }

  @ParameterizedTest
  @EnumSource
  void who_moves_shares_with_the_new_household_and_leaves_the_old_what_it_has(Backend backend)
      throws Exception {
    try (IdentityChain chain = family(backend)) {
      chain.give(Given.profile("dora", T0, "away"));
      chain.give(Given.bought("anna", T0 + 2 * DAY));
      chain.give(Given.profile("anna", T0 + 3 * DAY, "away"));
      chain.give(Given.bought("anna", T0 + 4 * DAY), Given.bought("ben", T0 + 4 * DAY));

      assertThat(chain.held())
          .extracting(one -> one.customer() + " " + (one.fact().time() - T0) / DAY)
          .containsExactlyInAnyOrder("ben 2", "cleo 2", "dora 4", "cleo 4");
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_late_profile_takes_back_and_gives_with_its_note_but_not_its_bytes(Backend backend)
      throws Exception {
    try (IdentityChain chain = family(backend)) {
      chain.give(Given.profile("dora", T0, "away"), Given.bought("anna", T0 + 2 * DAY));
      chain.watermark(T0 + 5 * DAY);
      chain.sent().clear();
      chain.give(
          Given.late(Given.profile("anna", T0 + 2 * DAY, "away"), "customers:7", T0 + 5 * DAY));

      assertThat(chain.sent())
          .extracting(one -> one.key() + " " + one.kind())
          .containsExactlyInAnyOrder("ben TAKE_BACK", "cleo TAKE_BACK", "dora GIVE");
      assertThat(chain.sent())
          .allSatisfy(
              one -> {
                assertThat(one.late().origin()).isEqualTo("customers:7");
                assertThat(one.late().raw()).isEmpty();
              });
    }
  }

  @ParameterizedTest
  @EnumSource
  void an_anonymous_purchase_is_shared_from_the_link_on_until_the_unlink(Backend backend)
      throws Exception {
    try (IdentityChain chain = family(backend)) {
      chain.give(Given.bought("CARD:x", T0 + 2 * DAY));
      assertThat(chain.sent()).isEmpty();
      chain.give(Given.link("CARD:x", T0 + 3 * DAY, "anna", true));
      chain.give(Given.link("CARD:x", T0 + 5 * DAY, "anna", false));

      assertThat(ofMember(chain, "ben"))
          .containsExactly(
              new Held("ben", bought("CARD:x", T0 + 2 * DAY), T0 + 3 * DAY, T0 + 5 * DAY));
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_late_unlink_before_the_link_takes_the_members_copy_back(Backend backend) throws Exception {
    try (IdentityChain chain = family(backend)) {
      chain.give(Given.link("CARD:x", T0 + DAY, "anna", true));
      chain.give(Given.bought("CARD:x", T0 + 2 * DAY));
      assertThat(ofMember(chain, "ben")).hasSize(1);
      chain.watermark(T0 + 3 * DAY);
      Envelope unlink = Given.link("CARD:x", T0 + DAY + HOUR, "anna", false);
      chain.give(Given.late(unlink, "identity-links:1", T0 + 3 * DAY));

      assertThat(chain.held()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void what_comes_twice_is_given_once_and_a_crash_does_not_show(Backend backend) throws Exception {
    try (IdentityChain chain = family(backend)) {
      chain.give(Given.bought("anna", T0 + 2 * DAY));
      chain.crashAndRestore();
      chain.give(Given.bought("anna", T0 + 2 * DAY), Given.profile("ben", T0, "home"));

      assertThat(chain.sent()).hasSize(2);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_customer_of_no_household_leaves_no_state_and_a_member_only_the_membership(Backend backend)
      throws Exception {
    try (IdentityChain chain = family(backend)) {
      chain.give(Given.profile("emil", T0, null), Given.bought("emil", T0 + DAY));
      chain.give(Given.bought("anna", T0 + DAY), Given.profile("ben", T0 + 2 * DAY, null));
      chain.give(Given.bought("fay", T0 + DAY));
      chain.watermark(T0 + 44 * DAY);
      assertThat(chain.directory.keysInState()).isEqualTo(5);
      chain.watermark(T0 + 60 * DAY);

      assertThat(chain.directory.keysInState()).as("anna, cleo").isEqualTo(2);
      assertThat(chain.household.keysInState()).isEqualTo(1);
      assertThat(chain.timers()).isZero();
      for (String customer : List.of("anna", "cleo")) {
        chain.give(Given.profile(customer, T0 + 61 * DAY, null));
      }
      chain.watermark(T0 + 120 * DAY);
      assertThat(chain.keysInState()).isZero();
      assertThat(chain.timers()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void twenty_may_live_together_and_of_more_it_is_no_household(Backend backend) throws Exception {
    try (IdentityChain chain = new IdentityChain(backend)) {
      for (int i = 1; i <= 20; i++) {
        chain.give(Given.profile("c" + i, T0 + i, "unknown"));
      }
      chain.give(Given.bought("c1", T0 + DAY - 1), Given.bought("c1", T0 + DAY));
      assertThat(chain.held()).hasSize(2 * 19);

      chain.give(Given.profile("c21", T0 + DAY, "unknown"));
      assertThat(chain.held()).hasSize(19).allMatch(one -> one.fact().time() == T0 + DAY - 1);
      chain.sent().clear();
      for (int i = 22; i <= 60; i++) {
        chain.give(Given.profile("c" + i, T0 + DAY + i, "unknown"));
        chain.give(Given.bought("c" + i, T0 + 2 * DAY));
      }
      assertThat(chain.sent()).isEmpty();
      if (backend == Backend.HEAP) {
        assertThat(chain.household.stateHolds("c20")).isTrue();
        assertThat(chain.household.stateHolds("c21")).isFalse();
        assertThat(chain.household.stateHolds("c60")).isFalse();
      }
    }
  }

  private static IdentityChain family(Backend backend) throws Exception {
    IdentityChain chain = new IdentityChain(backend);
    return chain.give(
        Given.profile("anna", T0, "home"),
        Given.profile("ben", T0, "home"),
        Given.profile("cleo", T0, "home"));
  }

  private static List<Held> ofMember(IdentityChain chain, String customer) {
    return chain.held().stream().filter(one -> one.customer().equals(customer)).toList();
  }

  private static MemberBought bought(String key, long time) {
    return new MemberBought(new KeyDigest().of("p-" + key + "-" + time), time, List.of(Given.SKU));
  }
}
