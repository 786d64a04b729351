package dev.showroom.cli;

import dev.showroom.common.CommandFailure;
import dev.showroom.config.CouponKeys;
import dev.showroom.core.code.AtTill;
import dev.showroom.core.code.BasketLine;
import dev.showroom.core.code.CodeAnswer;
import dev.showroom.core.code.CodeKeys;
import dev.showroom.core.code.CouponBook;
import dev.showroom.core.code.CouponVerifier;
import dev.showroom.core.code.UsedCoupons;
import dev.showroom.core.code.UsedInMemory;
import dev.showroom.schemas.Channel;
import dev.showroom.schemas.codec.IsoTime;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code coupon verify}: a till, as a command. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Says whether a code is good, as a till does, without asking the job: ACCEPTED and what it is"
          + " good for, or why not. The exit status is 0 if it is accepted and 1 if not.",
      "",
      "The keys are those of the job (SHOWROOM_COUPON_KEYS, or --keys). Of the goods and the"
          + " channel nothing is said unless --sku, --price and --channel name them."
    },
    footer = {
      "",
      "Example: showroom coupon verify --code 'A7K2 ...' --customer c-00042 --coupons coupons.jsonl"
          + " --keys coupon.keys"
    })
final class CouponVerifyCommand implements Callable<Integer> {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Option(
      names = "--code",
      required = true,
      paramLabel = "C",
      description = "The code; small letters, blanks and dashes are no matter.")
  private String code;

  @Option(names = "--customer", required = true, paramLabel = "ID", description = "Who shows it.")
  private String customer;

  @Option(
      names = "--coupons",
      required = true,
      paramLabel = "FILE",
      description = "The stream 'coupons' as JSON Lines; of each coupon the newest revision holds.")
  private Path coupons;

  @Option(
      names = "--keys",
      paramLabel = "FILE",
      defaultValue = "",
      description = "The key file; else the keys are taken from SHOWROOM_COUPON_KEYS.")
  private String keys;

  @Option(
      names = "--at",
      paramLabel = "T",
      description = "The time of the sale, an ISO-8601 time; otherwise now.")
  private String at;

  @ArgGroup(exclusive = false)
  private Sale sale;

  @Option(
      names = "--used",
      paramLabel = "FILE",
      description = "Register of used coupons, one a line: the coupon's id, a tab, the order's.")
  private Path used;

  @Option(
      names = "--redeem",
      paramLabel = "ORDER",
      description = "With --used: uses the coupon for this order, if it is accepted.")
  private String order;

  /** What is bought, and where. */
  private static final class Sale {
    @Option(
        names = "--sku",
        required = true,
        paramLabel = "S",
        description = "What is bought; with --price and --channel.")
    private String sku;

    @Option(
        names = "--price",
        required = true,
        paramLabel = "P",
        description = "What a piece of it sells for, in minor units.")
    private long price;

    @Option(
        names = "--channel",
        required = true,
        paramLabel = "CH",
        description = "Where: ${COMPLETION-CANDIDATES}.")
    private Channel channel;

    @Option(
        names = "--family",
        paramLabel = "F",
        description = "The product family of the sku, which a coupon may be for.")
    private String family;

    @Option(
        names = "--other-benefit",
        description = "The basket has a benefit that is worth money already.")
    private boolean otherBenefit;
  }

  @Override
  public Integer call() {
    requireRightUse();
    CouponBook book = new CouponBook();
    CouponsFile.read(coupons, book);
    UsedCoupons register = used == null ? new UsedInMemory() : new UsedCouponsFile(used);
    CodeAnswer answer = answer(new CouponVerifier(keys(), book, register));
    PrintWriter out = spec.commandLine().getOut();
    out.println(answer.kind() + ": " + answer.sentence());
    out.flush();
    return answer.accepted() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
  }

  private CodeKeys keys() {
    if (!keys.isBlank()) {
      return new CouponKeys(keys).read(Map.of());
    }
    if (System.getenv().getOrDefault(CouponKeys.VARIABLE, "").isBlank()) {
      throw new CommandFailure(
          "There is no key to verify with: name the key file with --keys, or set "
              + CouponKeys.VARIABLE
              + ".");
    }
    return new CouponKeys("").read();
  }

  private CodeAnswer answer(CouponVerifier verifier) {
    AtTill shown = AtTill.codeOnly(code, customer, time());
    if (sale == null) {
      return verifier.checkCode(shown);
    }
    AtTill whole =
        new AtTill(
            code,
            customer,
            shown.time(),
            sale.channel,
            List.of(new BasketLine(sale.sku, sale.family, sale.price)),
            sale.otherBenefit,
            null);
    return order == null ? verifier.check(whole) : verifier.redeem(whole, order);
  }

  private void requireRightUse() {
    require(order == null || used != null, "--redeem needs the register --used.");
    require(order == null || sale != null, "--redeem needs --sku, --price and --channel.");
    require(
        order == null || !order.isBlank() && order.chars().noneMatch(Character::isISOControl),
        "--redeem must name an order.");
    require(sale == null || sale.price >= 0, "--price must not be negative.");
  }

  private long time() {
    if (at == null) {
      return System.currentTimeMillis();
    }
    try {
      return IsoTime.parse(at);
    } catch (DateTimeException e) {
      throw wrong(
          "--at must be an ISO-8601 time, for example 2026-01-31T08:00:00Z; it is '" + at + "'.");
    }
  }

  private void require(boolean holds, String sentence) {
    if (!holds) {
      throw wrong(sentence);
    }
  }

  private CommandLine.ParameterException wrong(String sentence) {
    return new CommandLine.ParameterException(spec.commandLine(), sentence);
  }
}
