package dev.showroom.core.rules.cel;

import static dev.showroom.core.rules.cel.ValueType.DOUBLE;
import static dev.showroom.core.rules.cel.ValueType.DURATION;
import static dev.showroom.core.rules.cel.ValueType.INT;
import static dev.showroom.core.rules.cel.ValueType.STRING;
import static dev.showroom.core.rules.cel.ValueType.TIMESTAMP;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelFunctionOverload;
import dev.showroom.core.rules.Selection;
import dev.showroom.core.rules.Selection.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;

/** The functions that the expressions of a rule may call, besides CEL's own. */
final class Functions {
  private static final CelType STRINGS = ListType.create(SimpleType.STRING);
  private static final Set<Kind> ALL = EnumSet.allOf(Kind.class);
  private static final double MILLIS_PER_DAY = Duration.ofDays(1).toMillis();

  private final Map<String, List<CelOverloadDecl>> overloads = new LinkedHashMap<>();
  private final Map<String, Set<Kind>> members = new LinkedHashMap<>();
  private final Set<String> globals = new TreeSet<>();
  private final List<CelFunctionBinding> bindings = new ArrayList<>();

  Functions() {
    narrowings();
    measures();
    plain();
  }

  List<CelFunctionDecl> declarations() {
    List<CelFunctionDecl> all = new ArrayList<>();
    overloads.forEach(
        (name, forms) -> all.add(CelFunctionDecl.newFunctionDeclaration(name, forms)));
    return all;
  }

  List<CelFunctionBinding> bindings() {
    return bindings;
  }

  /** The kinds of facts that have each member function. */
  Map<String, Set<Kind>> members() {
    return members;
  }

  Set<String> globals() {
    return globals;
  }

  List<String> membersOf(Kind kind) {
    return members.entrySet().stream()
        .filter(entry -> entry.getValue().contains(kind))
        .map(Map.Entry::getKey)
        .toList();
  }

  // ---- members

  private void narrowings() {
    byTime("since", (selection, time) -> selection.since(time));
    byTime("after", (selection, time) -> selection.after(time));
    byTime("before", (selection, time) -> selection.before(time));
    byTime("upTo", (selection, time) -> selection.upTo(time));
    member(
        "between",
        ALL,
        null,
        List.of(TIMESTAMP.cel(), TIMESTAMP.cel()),
        List.of(Instant.class, Instant.class),
        args -> selection(args).since(millis(args[1])).before(millis(args[2])));
    // Written with one argument; the parser puts the anchor's moment before it.
    member(
        "within",
        ALL,
        null,
        List.of(TIMESTAMP.cel(), DURATION.cel()),
        List.of(Instant.class, Duration.class),
        args ->
            selection(args)
                .since(millis(args[1]) - ((Duration) args[2]).toMillis())
                .upTo(millis(args[1])));
    where("action", EnumSet.of(Kind.BROWSING, Kind.INSPECTIONS));
    where("referrer", EnumSet.of(Kind.BROWSING));
    where("channel", EnumSet.of(Kind.ORDERS));
    where("store", EnumSet.complementOf(EnumSet.of(Kind.ALERTS)));
    where("reason", EnumSet.of(Kind.RETURNS));
    where("condition", EnumSet.of(Kind.RETURNS));
    where("pattern", EnumSet.of(Kind.ALERTS));
    narrowed("comparing", EnumSet.of(Kind.BROWSING), Selection::comparing);
    narrowed("assisted", EnumSet.of(Kind.INSPECTIONS, Kind.VISITS), Selection::assisted);
    narrowed("unbought", EnumSet.of(Kind.VISITS), Selection::unbought);
    narrowed("withCoupon", EnumSet.of(Kind.ORDERS), Selection::withCoupon);
    member(
        "ofFamilies",
        EnumSet.of(Kind.ORDERS),
        null,
        List.of(ValueType.of(Kind.INSPECTIONS).cel()),
        List.of(Selection.class),
        args -> selection(args).ofFamilies((Selection) args[1]));
    narrowed("open", EnumSet.of(Kind.ALERTS), Selection::open);
  }

  private void measures() {
    measure("count", ALL, Selection::count);
    measure("value", EnumSet.of(Kind.ORDERS, Kind.RETURNS), Selection::value);
    measure("seconds", EnumSet.of(Kind.INSPECTIONS, Kind.VISITS), Selection::seconds);
    measure("lines", EnumSet.of(Kind.ORDERS, Kind.RETURNS), Selection::lines);
    measure("units", EnumSet.of(Kind.ORDERS, Kind.RETURNS), Selection::units);
    member(
        "distinct",
        ALL,
        INT.cel(),
        List.of(STRING.cel()),
        List.of(String.class),
        args -> selection(args).distinct((String) args[1]));
    moment("first", Selection::first);
    moment("last", Selection::last);
  }

  private void byTime(String name, BiFunction<Selection, Long, Selection> narrow) {
    member(
        name,
        ALL,
        null,
        List.of(TIMESTAMP.cel()),
        List.of(Instant.class),
        args -> narrow.apply(selection(args), millis(args[1])));
  }

  private void where(String field, Set<Kind> kinds) {
    member(
        field,
        kinds,
        null,
        List.of(STRINGS),
        List.of(List.class),
        args -> selection(args).where(field, strings(args[1])));
  }

  private void narrowed(String name, Set<Kind> kinds, Function<Selection, Selection> narrow) {
    member(name, kinds, null, List.of(), List.of(), args -> narrow.apply(selection(args)));
  }

  private void measure(String name, Set<Kind> kinds, ToLongFunction<Selection> measure) {
    member(
        name, kinds, INT.cel(), List.of(), List.of(), args -> measure.applyAsLong(selection(args)));
  }

  private void moment(String name, ToLongFunction<Selection> time) {
    member(
        name,
        ALL,
        TIMESTAMP.cel(),
        List.of(),
        List.of(),
        args -> Instant.ofEpochMilli(time.applyAsLong(selection(args))));
  }

  /**
   * @param result null for the selection's own type
   */
  private void member(
      String name,
      Set<Kind> kinds,
      CelType result,
      List<CelType> arguments,
      List<Class<?>> classes,
      CelFunctionOverload body) {
    members.put(name, kinds);
    for (Kind kind : kinds) {
      String id = ValueType.of(kind).text() + "_" + name;
      CelType self = ValueType.of(kind).cel();
      List<CelType> types = new ArrayList<>(List.of(self));
      types.addAll(arguments);
      List<Class<?>> all = new ArrayList<>(List.of(Selection.class));
      all.addAll(classes);
      declare(name, CelOverloadDecl.newMemberOverload(id, result == null ? self : result, types));
      bindings.add(CelFunctionBinding.from(id, all, body));
    }
  }

  // ---- functions

  private void plain() {
    span("days", Duration::ofDays);
    span("hours", Duration::ofHours);
    span("minutes", Duration::ofMinutes);
    global(
        "daysBetween",
        DOUBLE,
        List.of(TIMESTAMP, TIMESTAMP),
        args -> {
          double days = (millis(args[1]) - millis(args[0])) / MILLIS_PER_DAY;
          return Math.round(days * 100) / 100.0;
        });
    for (ValueType a : List.of(INT, DOUBLE)) {
      for (ValueType b : List.of(INT, DOUBLE)) {
        global(
            "ratio",
            DOUBLE,
            List.of(a, b),
            args -> number(args[1]) == 0 ? 0.0 : number(args[0]) / number(args[1]));
        ValueType result = a == INT && b == INT ? INT : DOUBLE;
        global("least", result, List.of(a, b), args -> pick(args, result, true));
        global("greatest", result, List.of(a, b), args -> pick(args, result, false));
      }
    }
    List<ValueType> times = List.of(TIMESTAMP, TIMESTAMP);
    global(
        "least", TIMESTAMP, times, args -> millis(args[0]) <= millis(args[1]) ? args[0] : args[1]);
    global(
        "greatest",
        TIMESTAMP,
        times,
        args -> millis(args[0]) >= millis(args[1]) ? args[0] : args[1]);
  }

  private void span(String name, LongFunction<Duration> units) {
    long unit = units.apply(1).toMillis();
    global(name, DURATION, List.of(INT), args -> units.apply((Long) args[0]));
    global(
        name,
        DURATION,
        List.of(DOUBLE),
        args -> Duration.ofMillis(Math.round((Double) args[0] * unit)));
  }

  private void global(
      String name, ValueType result, List<ValueType> arguments, CelFunctionOverload body) {
    globals.add(name);
    StringBuilder id = new StringBuilder(name);
    List<Class<?>> classes = new ArrayList<>();
    for (ValueType argument : arguments) {
      id.append('_').append(argument.text());
      classes.add(
          switch (argument) {
            case INT -> Long.class;
            case DOUBLE -> Double.class;
            default -> Instant.class;
          });
    }
    List<CelType> types = arguments.stream().map(ValueType::cel).toList();
    declare(name, CelOverloadDecl.newGlobalOverload(id.toString(), result.cel(), types));
    bindings.add(CelFunctionBinding.from(id.toString(), classes, body));
  }

  private void declare(String name, CelOverloadDecl overload) {
    overloads.computeIfAbsent(name, any -> new ArrayList<>()).add(overload);
  }

  private static Object pick(Object[] args, ValueType result, boolean least) {
    if (result == INT) {
      long a = (Long) args[0];
      long b = (Long) args[1];
      return least ? Math.min(a, b) : Math.max(a, b);
    }
    double a = number(args[0]);
    double b = number(args[1]);
    return least ? Math.min(a, b) : Math.max(a, b);
  }

  private static Selection selection(Object[] args) {
    return (Selection) args[0];
  }

  private static long millis(Object time) {
    return ((Instant) time).toEpochMilli();
  }

  private static double number(Object value) {
    return ((Number) value).doubleValue();
  }

  private static List<String> strings(Object list) {
    List<String> strings = new ArrayList<>();
    for (Object element : (List<?>) list) {
      strings.add((String) element);
    }
    return strings;
  }
}
