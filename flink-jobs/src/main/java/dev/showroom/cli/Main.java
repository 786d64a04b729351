package dev.showroom.cli;

import dev.showroom.common.Causes;
import dev.showroom.common.CommandFailure;
import dev.showroom.common.Suggestions;
import java.io.PrintWriter;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
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
      ClusterCommand.class,
      StateCommand.class,
      TrafficCommand.class,
      SimulateCommand.class,
      ReplayCommand.class,
      ArchiveCommand.class,
      DiffCommand.class,
      ReconcileCommand.class,
      BacktestCommand.class,
      EvaluateCommand.class,
      InsightsCommand.class,
      ImportCommand.class,
      RulesCommand.class,
      PolicyCommand.class,
      SchemasCommand.class,
      CouponCommand.class,
      BenchCommand.class,
      CommandLine.HelpCommand.class
    })
public final class Main implements Runnable {
  /** System property that adds the stack trace to what a failed command says. */
  private static final String TRACE = "showroom.trace";

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "Say what to do, for example 'showroom demo'.");
  }

  public static void main(String[] args) {
    System.exit(execute(args));
  }

  /** Exit status of what was done, though days are missing in what it was done with. */
  static final int HOLES = 3;

  /** Tells of holes in an input, and returns the exit status that says so. */
  static int tellHoles(Collection<String> remarks, PrintWriter err) {
    remarks.forEach(remark -> err.println("showroom: " + remark));
    err.flush();
    return remarks.isEmpty() ? CommandLine.ExitCode.OK : HOLES;
  }

  /**
   * Runs one command and returns its exit status: 0 done, 1 failed, 2 used wrongly, 3 done, but the
   * input has holes.
   */
  static int execute(String... args) {
    return commandLine().execute(args);
  }

  static CommandLine commandLine() {
    CommandLine commandLine = new CommandLine(new Main());
    commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    commandLine.setExecutionExceptionHandler(Main::failed);
    commandLine.setParameterExceptionHandler((exception, args) -> usedWrongly(exception));
    // Instead of the names of Java's types.
    commandLine.registerConverter(int.class, Main.reads("a whole number", Integer::valueOf));
    commandLine.registerConverter(Integer.class, Main.reads("a whole number", Integer::valueOf));
    commandLine.registerConverter(long.class, Main.reads("a whole number", Long::valueOf));
    commandLine.registerConverter(double.class, Main.reads("a number", Double::valueOf));
    commandLine.registerConverter(
        LocalDate.class, Main.reads("a date such as 2026-01-31", LocalDate::parse));
    return commandLine;
  }

  private static <T> CommandLine.ITypeConverter<T> reads(String what, Function<String, T> parse) {
    return text -> {
      try {
        return parse.apply(text);
      } catch (NumberFormatException | DateTimeException e) {
        throw new CommandLine.TypeConversionException("'" + text + "' is not " + what);
      }
    };
  }

  private static int failed(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
    String sentence = e.getMessage();
    if (!(e instanceof CommandFailure)) {
      // Nothing that the user did: whoever mends it needs the trace.
      sentence =
          "This should not have happened: %s (%s); to see where, set SHOWROOM_JAVA_OPTS=-D%s=true."
              .formatted(Causes.root(e), e.getClass().getSimpleName(), TRACE);
    }
    command.getErr().println("showroom: " + sentence);
    if (Boolean.getBoolean(TRACE)) {
      e.printStackTrace(command.getErr());
    }
    return CommandLine.ExitCode.SOFTWARE;
  }

  private static int usedWrongly(CommandLine.ParameterException e) {
    CommandLine command = e.getCommandLine();
    String help = command.getCommandSpec().qualifiedName() + " --help";
    String sentence = e.getMessage().strip().replaceFirst("\\.$", "");
    // A required option that is missing is often one that is mistyped.
    List<String> unmatched = command.getUnmatchedArguments();
    if (!unmatched.isEmpty()) {
      sentence = unknown(unmatched.get(0), command);
    }
    command.getErr().println("showroom: " + sentence + " (see '" + help + "').");
    return CommandLine.ExitCode.USAGE;
  }

  private static String unknown(String typed, CommandLine command) {
    boolean option = typed.startsWith("-");
    String name = option ? typed.replaceFirst("=.*", "") : typed;
    Collection<String> names =
        option ? command.getCommandSpec().optionsMap().keySet() : command.getSubcommands().keySet();
    String what =
        option
            ? "There is no option '" + name + "'"
            : names.isEmpty()
                ? "'" + name + "' is one argument too many"
                : "There is no command '" + name + "'";
    return what
        + Suggestions.nearest(name, names).map(near -> "; did you mean '" + near + "'?").orElse("");
  }
}
