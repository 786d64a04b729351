package dev.showroom.cli;

import dev.showroom.common.CommandFailure;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What {@code ./showroom} starts: one subcommand for each thing a user does with the detector. */
@Command(
    name = "showroom",
    mixinStandardHelpOptions = true,
    version = "showrooming detector 0.1.0",
    description = "Finds sales that are about to leave the shop, says why, and tries to keep them.",
    subcommands = {
      DemoCommand.class,
      RunCommand.class,
      SimulateCommand.class,
      ReplayCommand.class,
      ImportCommand.class,
      BenchCommand.class,
      CommandLine.HelpCommand.class
    })
public final class Main implements Runnable {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "Say what to do, for example 'showroom demo'.");
  }

  public static void main(String[] args) {
    System.exit(execute(args));
  }

  /** Runs one command and returns its exit status: 0 done, 1 failed, 2 used wrongly. */
  static int execute(String... args) {
    return commandLine().execute(args);
  }

  static CommandLine commandLine() {
    CommandLine commandLine = new CommandLine(new Main());
    commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    commandLine.setExecutionExceptionHandler(
        (exception, command, parsed) -> {
          if (exception instanceof CommandFailure) {
            command.getErr().println("showroom: " + exception.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
          }
          throw exception;
        });
    commandLine.setParameterExceptionHandler(
        (exception, unparsed) -> {
          CommandLine command = exception.getCommandLine();
          String help = command.getCommandSpec().qualifiedName() + " --help";
          String sentence = exception.getMessage().strip().replaceFirst("\\.$", "");
          command.getErr().println("showroom: " + sentence + " (see '" + help + "').");
          return CommandLine.ExitCode.USAGE;
        });
    return commandLine;
  }
}
