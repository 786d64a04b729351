package dev.showroom.cli;

import dev.showroom.imports.DateOrder;
import dev.showroom.imports.ImportSummary;
import dev.showroom.imports.OnlineRetailImport;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code import}: real data of other forms as the detector's streams. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description = "Turns real data of other forms into the detector's streams.",
    subcommands = ImportCommand.OnlineRetail.class)
final class ImportCommand implements Runnable {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "Say what to import, for example 'import online-retail'.");
  }

  @Command(
      name = "online-retail",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = {
        "Turns a retailer's order lines, in the CSV form of the UCI archive's Online Retail and"
            + " Online Retail II data, into purchases, returns and products.",
        "",
        "Every data line ends as an order line, a return line, a line of fees that is left out and"
            + " counted, or a dead letter with its reason; the counts are printed and must add up."
      },
      footerHeading = "%nWritten into the output directory:%n",
      footer = {
        "  purchases.jsonl      one purchase for each invoice",
        "  returns.jsonl        cancellations, matched to the orders that they undo",
        "  products.jsonl       one product for each stock code",
        "  dead-letters.jsonl   lines that are neither, with their bytes and the reason",
        "  import-summary.json  the accounting",
        "",
        "Example: showroom import online-retail online_retail_II.csv --output build/retail"
      })
  static final class OnlineRetail implements Runnable {
    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The order lines: .csv or .csv.gz.")
    private Path file;

    @Option(
        names = "--output",
        required = true,
        paramLabel = "DIR",
        description = "Directory to write; must not exist or be empty.")
    private Path output;

    @Option(
        names = "--cost-percent",
        paramLabel = "N",
        defaultValue = "100",
        description =
            "What goods are taken to cost, in percent of their price (default: ${DEFAULT-VALUE})."
                + " The data does not say; at 100 no margin is assumed, so no money offer is made.")
    private int costPercent;

    @Option(
        names = "--date-order",
        paramLabel = "day-first|month-first",
        description =
            "What dates such as 1/12/2009 begin with; needed only where no date of the file tells.")
    private DateOrder dateOrder;

    @Override
    public void run() {
      if (costPercent < 0 || costPercent > 100) {
        throw new CommandLine.ParameterException(
            spec.commandLine(), "--cost-percent must be from 0 to 100.");
      }
      Progress progress = new Progress(spec.commandLine().getErr());
      ImportSummary summary =
          OnlineRetailImport.run(
              file,
              output,
              costPercent,
              dateOrder,
              lines -> progress.tell("%,d lines read", lines));
      PrintWriter out = spec.commandLine().getOut();
      out.print(summary.toTable());
      out.flush();
    }
  }
}
