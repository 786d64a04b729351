package dev.showroom.cli;

import dev.showroom.config.CouponKeys;
import dev.showroom.core.code.CodeKeys;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code coupon}: what a till and whoever sets one up need. */
@Command(
    name = "coupon",
    mixinStandardHelpOptions = true,
    description = "Makes keys for coupon codes, and says whether a code is good.",
    subcommands = {CouponCommand.Key.class, CouponVerifyCommand.class})
final class CouponCommand implements Runnable {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "Say what to do with coupons, for example 'coupon key'.");
  }

  @Command(
      name = "key",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = {
        "Makes a new key to sign coupon codes with: 256 random bits, as a line of a key file.",
        "",
        "Whoever has a key can make coupons. A file of one's own is set as 'coupons.key-file' for"
            + " the job, and read by 'coupon verify'. A second key needs another id; which of them"
            + " signs, and when the old one may go: docs/codes.md."
      },
      footer = {"", "Example: showroom coupon key --output coupon.keys"})
  static final class Key implements Runnable {
    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    @Option(
        names = "--id",
        paramLabel = "C",
        defaultValue = "A",
        description =
            "Id of the key, a digit or a capital but I, L, O and U: every code begins with it"
                + " (default: ${DEFAULT-VALUE}).")
    private char id;

    @Option(
        names = "--output",
        paramLabel = "FILE",
        description = "Writes a new file that only its owner can read, and prints nothing.")
    private Path output;

    @Option(
        names = "--keep",
        description = "With --output: leaves a file that is there as it is, without an error.")
    private boolean keep;

    @Override
    public void run() {
      if (!CodeKeys.isId(id)) {
        throw new CommandLine.ParameterException(
            spec.commandLine(), "--id must be a digit or a capital, but not I, L, O or U.");
      }
      if (keep && output == null) {
        throw new CommandLine.ParameterException(
            spec.commandLine(), "--keep goes with --output only.");
      }
      if (output == null) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(CouponKeys.fresh(id));
        out.flush();
      } else if (!keep || !Files.exists(output)) {
        CouponKeys.writeFresh(output, id);
      }
    }
  }
}
