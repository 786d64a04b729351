package dev.showroom.cli;

import dev.showroom.config.RunConfig;
import dev.showroom.sql.SqlTables;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code schemas sql}: the streams as tables of Flink SQL. */
@Command(
    name = "sql",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Prints the streams as tables of Flink SQL, and views of them: the topics of a deployment, or"
          + " the JSON Lines files in a directory, such as the output of 'replay'.",
      "",
      "Example: showroom schemas sql --files build/alerts > tables.sql"
    },
    footer = {"", "How to query them: docs/sql.md"})
final class SchemasSqlCommand implements Runnable {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @ArgGroup(multiplicity = "1")
  private Where where;

  /** One of the two. */
  static final class Where {
    @Option(
        names = "--config",
        paramLabel = "F",
        description = "YAML file of options: the topics of that deployment.")
    private Path config;

    @Option(names = "--files", paramLabel = "DIR", description = "The files in this directory.")
    private Path files;
  }

  @Override
  public void run() {
    List<String> statements =
        where.files == null
            ? SqlTables.ofTopics(RunConfig.load(where.config).kafka())
            : SqlTables.ofFiles(where.files.toAbsolutePath().normalize().toUri().toString());
    PrintWriter out = spec.commandLine().getOut();
    out.println(String.join("\n\n", statements));
    out.flush();
  }
}
