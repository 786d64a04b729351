package dev.showroom.core.household;

import dev.showroom.core.fact.FactCodec;
import dev.showroom.core.fact.MemberBought;
import dev.showroom.core.intake.LateNote;
import dev.showroom.core.pack.PackReader;
import dev.showroom.core.pack.PackWriter;

/**
 * What a household is told of one member. Notes about the same stay or purchase replace each other,
 * so those of one customer have to come in the order in which they were sent.
 *
 * @param what what it says
 * @param from of a stay, when it began; of a purchase, from when on it is known to be the
 *     customer's; else 0. Event time, epoch milliseconds
 * @param until the end of that, exclusive, or {@link Long#MAX_VALUE}
 * @param bought the purchase, else null
 * @param late of the late record that caused the note, or null
 */
public record HouseholdNote(
    String householdId,
    String customerId,
    What what,
    long from,
    long until,
    MemberBought bought,
    LateNote late) {

  /** What a note says. */
  public enum What {
    MEMBER,
    NO_MEMBER,
    BOUGHT,
    NOT_BOUGHT,
    ERASED;

    private static final What[] ALL = values();
  }

  public byte[] pack() {
    PackWriter out =
        new PackWriter(128)
            .text(householdId)
            .text(customerId)
            .constant(what)
            .number(from)
            .number(until)
            .flag(bought != null);
    if (bought != null) {
      out.block(FactCodec.pack(bought));
    }
    out.flag(late != null);
    if (late != null) {
      late.pack(out);
    }
    return out.toBytes();
  }

  public static HouseholdNote unpack(byte[] packed) {
    PackReader in = new PackReader(packed);
    return new HouseholdNote(
        in.text(),
        in.text(),
        in.constant(What.ALL),
        in.number(),
        in.number(),
        in.flag() ? (MemberBought) FactCodec.unpack(in.block()) : null,
        in.flag() ? LateNote.unpack(in) : null);
  }
}
