package dev.showroom.cli;

import dev.showroom.common.Suggestions;
import dev.showroom.config.RunConfig;
import dev.showroom.registry.Registration;
import dev.showroom.registry.Registration.Row;
import dev.showroom.registry.Registration.State;
import dev.showroom.registry.Subjects;
import dev.showroom.schemas.codec.ConfluentFormat;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.avro.Schema;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code schemas}: this build's schemas and a registry. */
@Command(
    name = "schemas",
    mixinStandardHelpOptions = true,
    description =
        "Shows the schemas of the streams, also in the forms that other tools want, and registers"
            + " them in a schema registry.",
    subcommands = {
      SchemasCommand.Register.class,
      SchemasCommand.Show.class,
      SchemasSqlCommand.class
    })
final class SchemasCommand implements Runnable {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "Say what to do with schemas, for example 'schemas register'.");
  }

  @Command(
      name = "register",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = {
        "Registers this build's schemas under the subjects TOPIC-value of the registry that the"
            + " file names; those that are there already stay as they are.",
        "",
        "Nothing is registered if one of them may not follow the newest version of its subject. The"
            + " job itself never registers: run this before the job of a new release, or before the"
            + " first start."
      },
      footer = {
        "",
        "Exit status: 0 if all are there now, or may be with --check; 1 if one may not, or the"
            + " registry does not answer.",
        "",
        "Example: showroom schemas register --config showroom.yaml --check"
      })
  static final class Register implements Callable<Integer> {
    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    @Option(
        names = "--config",
        required = true,
        paramLabel = "F",
        description =
            "YAML file of 'run'; of it the topic prefix and 'kafka.schema-registry' count.")
    private Path file;

    @Option(
        names = "--check",
        description = "Only say how each schema stands, and whether it may be registered.")
    private boolean checkOnly;

    @Override
    public Integer call() {
      Registration registration = new Registration(RunConfig.load(file).kafka());
      List<Row> rows = registration.check();
      long refused = rows.stream().filter(row -> row.state() == State.INCOMPATIBLE).count();
      PrintWriter out = spec.commandLine().getOut();
      for (Row row : rows) {
        Row now = checkOnly || refused > 0 ? row : registration.register(row);
        out.println(told(row, now));
      }
      out.flush();
      if (refused > 0) {
        PrintWriter err = spec.commandLine().getErr();
        err.printf(
            Locale.ROOT,
            "showroom: %d of %d schemas may not follow those that are registered%s.%n",
            refused,
            rows.size(),
            checkOnly ? "" : "; nothing was registered");
        err.flush();
        return CommandLine.ExitCode.SOFTWARE;
      }
      return CommandLine.ExitCode.OK;
    }

    private static String told(Row before, Row now) {
      String what =
          switch (now.state()) {
            case THERE ->
                before.state() == State.THERE
                    ? "is there, id %d, version %d".formatted(now.id(), now.version())
                    : "registered, id " + now.id();
            case ABSENT -> "is not there";
            case OLDER -> "other versions are there, and this may follow them";
            case INCOMPATIBLE ->
                "other versions are there, and this may not follow them"
                    + (now.said().isEmpty() ? "" : ": " + now.said());
          };
      return now.subject() + ": " + what;
    }
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = {
        "Prints the Avro schema of a stream, as it is registered; without a stream, their names.",
      },
      footer = {"", "Example: showroom schemas show purchases"})
  static final class Show implements Runnable {
    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "STREAM", description = "Such as purchases.")
    private String stream;

    @Override
    public void run() {
      PrintWriter out = spec.commandLine().getOut();
      if (stream == null) {
        Subjects.streams().forEach(out::println);
      } else {
        out.println(pretty(schema()));
      }
      out.flush();
    }

    private Schema schema() {
      Schema schema = Subjects.schema(stream);
      if (schema == null) {
        throw new CommandLine.ParameterException(
            spec.commandLine(),
            "There is no stream '"
                + stream
                + "'"
                + Suggestions.nearest(stream, Subjects.streams())
                    .map(near -> "; did you mean '" + near + "'?")
                    .orElse(""));
      }
      return schema;
    }

    private static String pretty(Schema schema) {
      return new Schema.Parser().parse(ConfluentFormat.text(schema)).toString(true);
    }
  }
}
