package dev.showroom.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.showroom.common.CommandFailure;
import dev.showroom.core.catalogue.PolicyText;
import dev.showroom.core.policy.Policy;
import dev.showroom.core.policy.file.PolicyFiles;
import dev.showroom.files.FilesOfTest;
import dev.showroom.files.StreamInputs;
import dev.showroom.schemas.codec.InTopic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which policies a replay decides by. */
class ReplayPoliciesTest {
  private static final StreamInputs STREAMS =
      StreamInputs.of(
          Map.of(
              InTopic.PURCHASES, FilesOfTest.input(Path.of("p")),
              InTopic.COUPON_POLICY, FilesOfTest.input(Path.of("c"))));

  @TempDir private Path input;

  private static String named(String id) {
    return PolicyFiles.shippedText().replaceFirst("id: showroom", "id: " + id);
  }

  private static List<String> ids(ReplayPolicies policies) {
    return policies
        .book(List.of(new PolicyText("published", 1, 9, named("published"))))
        .all()
        .stream()
        .map(Policy::id)
        .toList();
  }

  @Test
  void theShippedOneAndWhatWasPublishedWhereNoFileIsThere() {
    ReplayPolicies policies = ReplayPolicies.of(input, null);
    assertThat(ids(policies)).containsExactly("showroom", "published");
    assertThat(policies.streams(STREAMS)).isEqualTo(STREAMS);
  }

  @Test
  void theFileBesideTheStreamsUnderEitherName() throws IOException {
    for (String name : ReplayPolicies.FILES) {
      Path file = Files.writeString(input.resolve(name), named("beside"));
      ReplayPolicies policies = ReplayPolicies.of(input, null);
      assertThat(ids(policies)).containsExactly("beside", "published");
      assertThat(policies.streams(STREAMS)).isEqualTo(STREAMS);
      Files.delete(file);
    }
  }

  @Test
  void whatIsAskedForAloneWithoutWhatWasPublished() throws IOException {
    Files.writeString(input.resolve("policy.yaml"), named("beside"));
    Path asked = Files.writeString(input.resolve("mine.yaml"), named("asked"));
    ReplayPolicies policies = ReplayPolicies.of(input, asked);
    assertThat(policies.book(List.of()).all()).extracting(Policy::id).containsExactly("asked");
    assertThat(policies.streams(STREAMS).topics()).containsOnlyKeys(InTopic.PURCHASES);
  }

  @Test
  void whichOfTwoFilesIsMeantIsNotGuessed() throws IOException {
    for (String name : ReplayPolicies.FILES) {
      Files.writeString(input.resolve(name), named("beside"));
    }
    assertThatThrownBy(() -> ReplayPolicies.of(input, null))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("coupon-policy.yaml and ")
        .hasMessageEndingWith("policy.yaml exist; take one of them away.");
  }

  @Test
  void aFileThatIsWrongIsSaidInOneSentence() throws IOException {
    Path wrong = Files.writeString(input.resolve("mine.yaml"), "id: mine\nversion: 1\nofers: []\n");
    assertThatThrownBy(() -> ReplayPolicies.of(input, wrong))
        .isInstanceOf(CommandFailure.class)
        .hasMessage(
            "The policy file '%s' is wrong in line 1, column 1: The key 'actOn' is missing: whose"
                    .formatted(wrong)
                + " alerts are acted on, as {patterns: [STORE_HOP]}. (And 4 more: see 'policy"
                + " check'.)");
  }

  @Test
  void theyTravelWithTheGraph() throws Exception {
    Object there =
        InstantiationUtil.clone(
            ReplayPolicies.of(input, null)
                .initial()
                .with(List.of(new PolicyText("published", 1, 9, named("published")))));
    assertThat(((dev.showroom.stream.InitialPolicies) there).book(List.of()).all())
        .extracting(Policy::id)
        .containsExactly("showroom", "published");
  }
}
