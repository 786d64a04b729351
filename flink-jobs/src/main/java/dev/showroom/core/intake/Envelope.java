package dev.showroom.core.intake;

import dev.showroom.core.fact.Fact;
import dev.showroom.core.fact.FactCodec;
import dev.showroom.core.pack.PackReader;
import dev.showroom.core.pack.PackWriter;
import dev.showroom.schemas.codec.InTopic;

/**
 * A packed fact on its way to the key that owns it. The fact stays packed until somebody decides
 * something by it, so that shuffling and keeping it costs a copy of bytes.
 *
 * @param key customer id, or {@code KIND:id} of an anonymous actor
 * @param anonymous whether the key is an actor that identity must resolve first
 * @param kind whether the fact is given to the key (the earliest {@code knownUntil} holds of
 *     several gifts of the same fact and {@code knownAt}), or a gift of the same fact and times is
 *     taken back as if it had never been
 * @param time event time
 * @param knownAt from when on, in event time, the fact is known of this key: the event time, or
 *     that of the link which gave it to the customer retroactively
 * @param knownUntil up to when (exclusive) it is known: that of the unlink which took it away, else
 *     {@link #FOREVER}
 * @param fact packed by {@link FactCodec}
 * @param late null for a punctual record
 */
public record Envelope(
    String key,
    boolean anonymous,
    Kind kind,
    InTopic topic,
    long time,
    long knownAt,
    long knownUntil,
    byte[] fact,
    LateNote late) {

  /** Whether a fact is given or taken back. */
  public enum Kind {
    GIVE,
    TAKE_BACK;

    private static final Kind[] ALL = values();
  }

  /** Of its packed form, with which that begins. */
  public static final int FORM = 1;

  public static final long FOREVER = Long.MAX_VALUE;

  /** A fact that is known of its key from its own time on. */
  public static Envelope of(String key, boolean anonymous, Fact fact) {
    return new Envelope(
        key,
        anonymous,
        Kind.GIVE,
        fact.topic(),
        fact.time(),
        fact.time(),
        FOREVER,
        FactCodec.pack(fact),
        null);
  }

  public Envelope late(LateNote note) {
    return new Envelope(key, anonymous, kind, topic, time, knownAt, knownUntil, fact, note);
  }

  /** About how many bytes it takes in memory. */
  public int weight() {
    return 192 + fact.length + (late == null ? 0 : late.weight());
  }

  public byte[] pack() {
    PackWriter out = new PackWriter(48 + fact.length);
    pack(out);
    return out.toBytes();
  }

  public void pack(PackWriter out) {
    out.number(FORM).text(key).flag(anonymous);
    packWithoutKey(out);
  }

  /** Everything but the key, which state need not repeat for each fact. */
  public void packWithoutKey(PackWriter out) {
    out.constant(kind)
        .constant(topic)
        .number(time)
        .number(knownAt - time)
        .number(knownUntil == FOREVER ? -1 : knownUntil - time)
        .block(fact)
        .flag(late != null);
    if (late != null) {
      late.pack(out);
    }
  }

  public static Envelope unpack(byte[] packed) {
    PackReader in = PackReader.ofForm(packed, FORM, "an event");
    return unpackWithoutKey(in.text(), in.flag(), in);
  }

  public static Envelope unpackWithoutKey(String key, boolean anonymous, PackReader in) {
    Kind kind = in.constant(Kind.ALL);
    InTopic topic = InTopic.of(in.integer());
    long time = in.number();
    long knownAt = time + in.number();
    long until = in.number();
    byte[] fact = in.block();
    LateNote late = in.flag() ? LateNote.unpack(in) : null;
    return new Envelope(
        key, anonymous, kind, topic, time, knownAt, until < 0 ? FOREVER : time + until, fact, late);
  }
}
