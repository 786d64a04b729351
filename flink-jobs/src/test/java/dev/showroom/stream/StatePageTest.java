package dev.showroom.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.savepoint.StatePage;
import dev.showroom.stream.type.Packings;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.api.common.state.StateDescriptor;
import org.junit.jupiter.api.Test;

/**
 * STATE.md against what is declared; against savepoints that were really taken it is held by
 * ReleaseSavepointTest and, for the live job with its connectors, by KilledRunTest.
 */
class StatePageTest {
  @Test
  void tells_of_every_state_that_is_declared() {
    List<String> declared = TestStates.all().stream().map(StateDescriptor::getName).toList();

    assertThat(names(StatePage.rows())).containsAll(declared);
  }

  @Test
  void tells_of_no_operator_and_no_form_that_there_is_not() {
    List<String> uids = Arrays.stream(OperatorId.values()).map(OperatorId::uid).toList();
    Set<String> forms =
        Arrays.stream(Packings.values())
            .filter(packing -> packing.form() > 0)
            .map(packing -> packing + " " + packing.form())
            .collect(Collectors.toSet());

    assertThat(StatePage.rows())
        .hasSizeGreaterThan(TestStates.all().size())
        .allSatisfy(
            row -> {
              assertThat(uids).contains(row.split(" / ")[0].replace("Sink Committer: ", ""));
              if (row.matches(".* \\d+")) {
                assertThat(forms).contains(row.split(" / ")[2].replaceFirst("^[A-Z]+ ", ""));
              }
            });
    assertThat(
            StatePage.rows().stream()
                .map(row -> row.split(" / ")[2].replaceFirst("^[A-Z]+ ", ""))
                .toList())
        .as("every type that is kept")
        .containsAll(forms);
  }

  private static List<String> names(Set<String> rows) {
    return rows.stream().map(row -> row.split(" / ")[1]).toList();
  }
}
