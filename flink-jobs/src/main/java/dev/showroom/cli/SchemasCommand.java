package dev.showroom.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code schemas}: what the streams' schemas are good for. */
@Command(
    name = "schemas",
    mixinStandardHelpOptions = true,
    description = "Shows the streams' schemas in the forms that other tools want.",
    subcommands = {SchemasSqlCommand.class})
final class SchemasCommand implements Runnable {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "Say what to do with schemas, for example 'schemas sql'.");
  }
}
