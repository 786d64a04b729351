package dev.showroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.showroom.kafka.EmbeddedBroker;
import dev.showroom.schemas.codec.InTopic;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a user sees who does something wrong: one plain sentence on stderr, an exit status that is
 * not 0, and no trace of a half-done thing.
 */
@Timeout(120)
class CommandErrorsTest {
  private static final String LINE =
      "{\"eventId\":\"e-1\",\"eventTime\":\"2026-01-05T10:00:00Z\",\"customerId\":\"c-1\","
          + "\"consentPersonalisation\":true,\"consentPush\":true,\"staff\":false}\n";

  private static final String NO_COUPONS = "\ncoupons.enabled: false\n";

  @TempDir Path work;
  private Path input;
  private Path output;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  /** What goes past the command line's own writers: logs and stray prints. */
  private final ByteArrayOutputStream stray = new ByteArrayOutputStream();

  private final PrintStream realOut = System.out;
  private final PrintStream realErr = System.err;

  @BeforeEach
  void prepare() throws IOException {
    input = Files.createDirectory(work.resolve("in"));
    output = work.resolve("made/out");
    PrintStream caught = new PrintStream(stray, true, StandardCharsets.UTF_8);
    System.setOut(caught);
    System.setErr(caught);
  }

  @AfterEach
  void release() {
    System.setOut(realOut);
    System.setErr(realErr);
  }

  // ---- what to do

  @Test
  void nothingToDo() {
    assertWrongUse(List.of(), "Say what to do");
    assertWrongUse(List.of("import"), "Say what to import");
  }

  @ParameterizedTest
  @CsvSource({"replayy,replay", "simulat,simulate", "Bench,bench"})
  void aCommandThatIsMistyped(String typed, String meant) {
    assertWrongUse(
        List.of(typed), "There is no command '" + typed + "'; did you mean '" + meant + "'?");
  }

  @Test
  void aCommandThatIsNothingLikeAny() {
    assertWrongUse(List.of("accuse"), "There is no command 'accuse' (see");
    assertWrongUse(List.of("import", "offline-retail"), "did you mean 'online-retail'?");
  }

  @Test
  void anOptionThatIsMistypedAlsoWhereItIsRequired() {
    assertWrongUse(
        replay("--paralelism", "2"), "no option '--paralelism'; did you mean '--parallelism'?");
    assertWrongUse(
        List.of("replay", "--input", "x", "--ouput=y"),
        "no option '--ouput'; did you mean '--output'?");
    assertWrongUse(replay("--colour"), "There is no option '--colour' (see");
  }

  @Test
  void anArgumentTooMany() {
    assertWrongUse(replay("extra"), "'extra' is one argument too many");
  }

  @Test
  void anOptionThatIsMissing() {
    assertWrongUse(List.of("run"), "'--config=F'");
    assertWrongUse(List.of("replay", "--input", "x"), "'--output=DIR'");
  }

  static Stream<List<String>> everyCommand() {
    return commands(Main.commandLine(), List.of());
  }

  private static Stream<List<String>> commands(picocli.CommandLine command, List<String> path) {
    return Stream.concat(
        Stream.of(path),
        command.getSubcommands().entrySet().stream()
            .filter(entry -> !entry.getKey().equals("help"))
            .flatMap(
                entry ->
                    commands(
                        entry.getValue(),
                        Stream.concat(path.stream(), Stream.of(entry.getKey())).toList())));
  }

  @ParameterizedTest
  @MethodSource("everyCommand")
  void everyCommandExplainsItself(List<String> command) {
    List<String> args = Stream.concat(command.stream(), Stream.of("--help")).toList();
    assertThat(execute(args)).isZero();
    assertThat(out.toString()).contains("Usage: showroom");
    assertThat(err.toString()).isEmpty();
  }

  // ---- values

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--from|yesterday|--from must be a date or an ISO-8601 time",
        "--from|2026-02-30|it is '2026-02-30'",
        "--until|2026-01-05T25:00:00Z|--until must be a date or an ISO-8601 time",
        "--speed|fast|--speed must be 'max' or a number",
        "--speed|0|--speed must be 'max' or more than 0",
        "--speed|-3x|--speed must be 'max' or more than 0",
        "--speed|NaN|--speed must be 'max' or more than 0",
        "--speed|Infinity|--speed must be 'max' or more than 0",
        "--parallelism|0|--parallelism must be from 1 to 128",
        "--parallelism|129|--parallelism must be from 1 to 128",
        "--parallelism|two|'two' is not a whole number",
        "--parallelism|99999999999|is not a whole number",
        "--lateness|-1|--lateness must not be negative",
      })
  void aValueThatIsWrong(String option, String value, String words) throws IOException {
    Files.writeString(input.resolve("customers.jsonl"), LINE);
    assertWrongUse(replay(option, value), words);
  }

  @Test
  void aSpanThatEndsBeforeItBegins() {
    assertWrongUse(
        replay("--from", "2026-02-01", "--until", "2026-01-01"), "must not lie after --until");
  }

  @Test
  void aSavepointOfFilesIsMadeByTheRulesAndTimesOfTheDeploymentThatGoesOnFromIt()
      throws IOException {
    Files.writeString(input.resolve("customers.jsonl"), LINE);
    String config = config("job.rules-file: not-there.yaml" + NO_COUPONS).toString();

    assertFails(replay("--config", config, "--savepoint"), "not-there.yaml");
    assertWrongUse(
        replay("--config", config, "--savepoint", "--lateness", "7"), "leave out --lateness");
  }

  @Test
  void valuesOfOtherCommands() {
    assertWrongUse(
        List.of("simulate", "--customers", "9", "--days", "2", "--seed", "x", "--output", "o"),
        "'x' is not a whole number");
    assertWrongUse(
        List.of("bench", "--input", input.toString(), "--rounds", "0"), "must be at least 1");
  }

  // ---- input and output

  @Test
  void anInputThatIsNotThere() {
    input = work.resolve("nowhere");
    assertFails(replay(), "The input directory " + input + " does not exist.");
    assertFails(List.of("bench", "--input", input.toString()), "does not exist");
    assertFails(
        List.of("import", "online-retail", input.toString(), "--output", output.toString()),
        "There is no file " + input);
  }

  @Test
  void anInputWithoutStreams() throws IOException {
    Files.writeString(input.resolve("notes.txt"), "nothing of ours");
    assertFails(replay(), "holds none of the streams' files");
    assertFails(List.of("bench", "--input", input.toString()), "holds none of the streams' files");
  }

  @Test
  void aStreamThatIsThereTwice() throws IOException {
    Files.writeString(input.resolve("customers.jsonl"), LINE);
    Files.write(input.resolve("customers.jsonl.gz"), gzip(LINE));
    assertFails(replay(), "exist; take one of them away");
  }

  @Test
  void aStreamThatIsNotGzip() throws IOException {
    Files.writeString(input.resolve("customers.jsonl.gz"), LINE);
    assertFails(replay(), "customers.jsonl.gz is not a gzip file");
  }

  @Test
  void aStreamThatBreaksOff() throws IOException {
    byte[] whole = gzip(LINE.repeat(1_000));
    Files.write(
        input.resolve("customers.jsonl.gz"), java.util.Arrays.copyOf(whole, whole.length - 9));
    assertFails(replay(), "customers.jsonl.gz breaks off or is damaged after line ");
  }

  @Test
  void aSpanWithoutRecordsWritesNothing() throws IOException {
    Files.writeString(input.resolve("customers.jsonl"), LINE);
    assertFails(replay("--from", "2027-01-01"), "There is no record in the range asked for");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void anOutputThatIsTakenIsLeftAsItIs() throws IOException {
    Files.writeString(input.resolve("customers.jsonl"), LINE);
    output = Files.createDirectory(work.resolve("taken"));
    Files.writeString(output.resolve("mine.txt"), "precious");
    assertFails(replay(), "is not empty; name another, or empty it first.");
    assertThat(output.resolve("mine.txt")).hasContent("precious");
    assertThat(names(output)).containsExactly("mine.txt");
    output = output.resolve("mine.txt");
    assertFails(replay(), "is a file");
    output = output.resolve("deeper");
    assertFails(replay(), "mine.txt is in the way");
  }

  /** Also when the process is told to end in the middle. */
  @Test
  void anInterruptedReplayLeavesNothing() throws Exception {
    Files.writeString(
        input.resolve("customers.jsonl"), LINE + LINE.replace("2026-01-05", "2026-01-06"));
    Process replay = child(replay("--speed", "1x"));
    try {
      org.awaitility.Awaitility.await()
          .atMost(60, TimeUnit.SECONDS)
          .until(() -> Files.exists(output.getParent()) && !names(output.getParent()).isEmpty());
      replay.destroy(); // SIGTERM: with the same hooks as Ctrl-C
      assertThat(replay.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(replay.exitValue()).isNotZero();
    } finally {
      replay.destroyForcibly().waitFor();
    }
    assertThat(output.getParent()).doesNotExist();
  }

  // ---- run

  @Test
  void aConfigurationThatIsNotThere() {
    assertFails(run(work.resolve("none.yaml")), "none.yaml' does not exist.");
    assertFails(run(work), "is a directory.");
  }

  @ParameterizedTest
  @CsvSource({
    "kafka.bootstrap-server,kafka.bootstrap-servers",
    "kafka.topicPrefix,kafka.topic-prefix",
    "time.latenes-bound,time.lateness-bound",
    "kafka.parallelism,job.parallelism",
  })
  void anOptionOfTheConfigurationThatIsMistyped(String typed, String meant) throws IOException {
    Path config = config(typed + ": 1");
    assertFails(
        run(config),
        "Unknown option '" + typed + "' (line 1, column 1); did you mean '" + meant + "'?");
  }

  @ParameterizedTest
  @ValueSource(strings = {"- a list", "just words", "kafka: [unclosed", "\tkafka: {}"})
  void aConfigurationThatIsNone(String text) throws IOException {
    assertFails(run(config(text)), "The configuration file '");
  }

  /** Before the cluster is asked anything. */
  @Test
  void aKeyThatIsMissing() throws IOException {
    Path config = config("kafka.bootstrap-servers: ['127.0.0.1:1']");
    assertFails(
        run(config),
        "There is no key to sign coupon codes with",
        "showroom coupon key --output FILE",
        "coupons.enabled: false");
    Path open = Files.writeString(work.resolve("open.keys"), "A " + "q7".repeat(20));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));
    config("coupons.key-file: " + open);
    assertFails(run(config), "is open to every user of the machine");
  }

  @Test
  void aBrokerThatIsAway() throws IOException {
    Path config = config("kafka.bootstrap-servers: ['127.0.0.1:1']" + NO_COUPONS);
    assertFails(run(config), "No Kafka broker answers at 127.0.0.1:1 (waited 10 s).");
    assertFails(
        List.of("run", "--config", config.toString(), "--create-topics"),
        "No Kafka broker answers at 127.0.0.1:1 (waited 10 s).");
  }

  @Test
  void topicsThatAreMissing() throws IOException {
    try (EmbeddedBroker broker = EmbeddedBroker.start()) {
      Path config =
          config(
              "kafka:\n  bootstrap-servers: ['"
                  + broker.bootstrapServers()
                  + "']\n  topic-prefix: absent.\njob:\n  checkpoint-dir: "
                  + work.resolve("state")
                  + NO_COUPONS);
      stray.reset(); // the broker's own words are not the command's
      assertFails(run(config), "'absent.purchases'", "let 'run --create-topics' do so.");
      assertThat(err.toString()).contains(InTopic.RULES.topic(), "absent.alerts");
    }
    assertThat(work.resolve("state")).doesNotExist();
  }

  /** The same in a process of its own, with the logging that users have. */
  @Test
  void aProcessSaysNoMoreThanTheSentence() throws Exception {
    Process process = child(run(config("kafka.bootstrap-servers: ['127.0.0.1:1']" + NO_COUPONS)));
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isEqualTo(1);
    assertThat(said)
        .isEqualToNormalizingNewlines(
            "showroom: No Kafka broker answers at 127.0.0.1:1 (waited 10 s).\n");
  }

  // ----

  private List<String> replay(String... more) {
    return Stream.concat(
            Stream.of("replay", "--input", input.toString(), "--output", output.toString()),
            Stream.of(more))
        .toList();
  }

  private static List<String> run(Path config) {
    return List.of("run", "--config", config.toString());
  }

  private Path config(String text) throws IOException {
    return Files.writeString(work.resolve("config.yaml"), text);
  }

  private void assertWrongUse(List<String> args, String... words) {
    assertRefused(2, args, words);
    assertThat(said()).as("points at the help").contains("--help').");
  }

  private void assertFails(List<String> args, String... words) {
    assertRefused(1, args, words);
  }

  private void assertRefused(int status, List<String> args, String... words) {
    assertThat(execute(args)).as("status of %s", args).isEqualTo(status);
    assertThat(said())
        .startsWith("showroom: ")
        .matches(".*[.?]")
        .doesNotContain("\n", "Exception", "\tat ")
        .contains(words);
    assertThat(stray.toString(StandardCharsets.UTF_8)).as("log lines").isEmpty();
    assertThat(work.resolve("made")).as("nothing half-written").doesNotExist();
  }

  /** What stands on stderr, less the progress lines of a slow machine. */
  private String said() {
    return String.join(
        "\n", err.toString().lines().filter(line -> !line.endsWith(" ...")).toList());
  }

  private int execute(List<String> args) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return Main.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(args.toArray(String[]::new));
  }

  private static Process child(List<String> args) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command =
        Stream.concat(
                Stream.of(
                    java,
                    "--add-opens=java.base/java.util=ALL-UNNAMED",
                    "--add-opens=java.base/java.lang=ALL-UNNAMED",
                    "--add-opens=java.base/java.time=ALL-UNNAMED",
                    "-Xmx1g",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Main.class.getName()),
                args.stream())
            .toList();
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }
}
