package dev.showroom.core.rules.cel;

import dev.cel.common.CelIssue;
import dev.showroom.core.rules.Selection;
import dev.showroom.core.rules.Trigger;
import dev.showroom.core.yaml.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Says what CEL has against an expression in the words of the rule file. */
final class Complaints {
  private static final Pattern UNDECLARED = Pattern.compile("undeclared reference to '([^']*)'.*");
  private static final Pattern OVERLOAD =
      Pattern.compile("found no matching overload for '([^']*)' applied to '(.*?)'.*");
  private static final Pattern MEMBER = Pattern.compile("(\\w+)\\.\\((.*)\\)");
  private static final Pattern SELECTION =
      Pattern.compile("type '?([a-z]+)'? does not support field selection.*");
  private static final Pattern NAME = Pattern.compile("[A-Za-z_]\\w*(\\s*\\.\\s*[A-Za-z_]\\w*)*");

  private final Environment environment;
  private final ScalarNode scalar;
  private final String text;

  /**
   * @param offset in the expression, in code points
   */
  record Complaint(int offset, String message, boolean syntax) {}

  Complaints(Environment environment, ScalarNode scalar) {
    this.environment = environment;
    this.scalar = scalar;
    this.text = scalar.getValue();
  }

  Complaint of(CelIssue issue) {
    int offset = offset(issue);
    String message = issue.getMessage().replace('\n', ' ').strip();
    Matcher undeclared = UNDECLARED.matcher(message);
    if (undeclared.matches()) {
      return undeclared(undeclared.group(1), offset);
    }
    Matcher overload = OVERLOAD.matcher(message);
    if (overload.matches()) {
      return new Complaint(offset, noOverload(overload.group(1), overload.group(2)), false);
    }
    Matcher selection = SELECTION.matcher(message);
    if (selection.matches()) {
      return noField(selection.group(1), offset);
    }
    if (issue.getExprId() > 0 || message.startsWith("expected type")) {
      return new Complaint(offset, "Not right: " + message.replaceFirst("\\.$", "") + ".", false);
    }
    return new Complaint(offset, syntax(message), true);
  }

  private String syntax(String message) {
    String plain = message.replaceFirst(" expecting \\{.*", "").replaceFirst("\\.$", "");
    return "This is no expression: " + plain + "." + hint(plain);
  }

  private String hint(String message) {
    if (message.contains("input 'and'")
        || message.contains("input 'or'")
        || message.contains("input 'not'")) {
      return " And is &&, or is ||, not is !.";
    } else if (message.startsWith("token recognition error at: '=")) {
      return " Equal is ==.";
    }
    boolean cut =
        text.chars().filter(c -> c == '(').count() != text.chars().filter(c -> c == ')').count();
    return cut && scalar.getScalarStyle() == ScalarStyle.PLAIN
        ? " Within [ ] and { } a comma ends an entry: put the expression in quotes, or on a line of"
            + " its own."
        : "";
  }

  // ---- names

  private Complaint undeclared(String name, int offset) {
    int start = startOf(name, offset);
    String rest = substring(start);
    Matcher matcher = NAME.matcher(rest);
    if (!matcher.lookingAt()) {
      return new Complaint(offset, "There is no '" + name + "' here.", false);
    }
    String full = matcher.group().replaceAll("\\s", "");
    boolean called = rest.substring(matcher.end()).stripLeading().startsWith("(");
    if (isCalled(start)) {
      Set<String> functions = Language.FUNCTIONS.members().keySet();
      return new Complaint(
          start, "There is no function '" + name + "'" + Problems.meant(name, functions), false);
    }
    if (called && !full.contains(".")) {
      Set<String> functions = new TreeSet<>(Language.FUNCTIONS.globals());
      return new Complaint(
          start, "There is no function '" + full + "'" + Problems.meant(full, functions), false);
    }
    if (called) {
      full = full.substring(0, full.lastIndexOf('.'));
    }
    return new Complaint(start, unknown(full), false);
  }

  private String unknown(String name) {
    Vocabulary.Name elsewhere = Vocabulary.find(name);
    if (elsewhere != null) {
      List<String> triggers = elsewhere.triggers().stream().map(Trigger::text).toList();
      return "Trigger %s has no '%s'; only %s."
          .formatted(environment.trigger().text(), name, Problems.listed(triggers));
    }
    if (name.matches("[A-Z][A-Z0-9_]*")) {
      return "There is no '"
          + name
          + "' here; a word of the streams stands in quotes: '"
          + name
          + "'.";
    }
    return "There is no '" + name + "' here" + Problems.meant(name, environment.names().keySet());
  }

  /** Whether a dot stands before it: the name of a member function. */
  private boolean isCalled(int start) {
    String before = text.substring(0, text.offsetByCodePoints(0, start)).stripTrailing();
    return before.endsWith(".");
  }

  private Complaint noField(String type, int offset) {
    Selection.Kind kind = kind(type);
    String rest = substring(Math.min(offset, length()));
    Matcher field = Pattern.compile("\\s*\\.\\s*(\\w+)").matcher(rest);
    String name = field.lookingAt() ? field.group(1) : "";
    int place = name.isEmpty() ? offset : offset + field.start(1);
    List<String> members = kind == null ? List.of() : Language.FUNCTIONS.membersOf(kind);
    String sentence =
        name.isEmpty()
            ? "A value of type " + type + " has no fields"
            : "There is no '" + name + "' of " + type;
    if (members.contains(name)) {
      return new Complaint(place, sentence + "; write '" + name + "()'.", false);
    }
    List<String> names = new ArrayList<>(members);
    names.addAll(environment.names().keySet());
    return new Complaint(place, sentence + Problems.meant(name, names), false);
  }

  // ---- types

  private static String noOverload(String function, String types) {
    Matcher member = MEMBER.matcher(types);
    if (member.matches()) {
      Selection.Kind kind = kind(member.group(1));
      Set<Selection.Kind> kinds = Language.FUNCTIONS.members().get(function);
      if (kinds != null && kind != null && !kinds.contains(kind)) {
        return "%s have no '%s'; they have %s."
            .formatted(
                member.group(1), function, Problems.listed(Language.FUNCTIONS.membersOf(kind)));
      }
      // The parser put the anchor's moment before it.
      String given = typeText(member.group(2));
      given = function.equals("within") ? given.replaceFirst("^timestamp, ", "") : given;
      return "'%s' of %s does not take (%s).".formatted(function, typeText(member.group(1)), given);
    }
    String operator = function.replaceAll("[_@]", "");
    return "'%s' cannot be applied to %s.".formatted(operator, typeText(types));
  }

  static String typeText(String celType) {
    return celType
        .replace("google.protobuf.Timestamp", "timestamp")
        .replace("google.protobuf.Duration", "duration");
  }

  private static Selection.Kind kind(String type) {
    for (Selection.Kind kind : Selection.Kind.values()) {
      if (ValueType.of(kind).text().equals(type)) {
        return kind;
      }
    }
    return null;
  }

  // ---- places

  private int length() {
    return text.codePointCount(0, text.length());
  }

  private String substring(int offset) {
    return text.substring(text.offsetByCodePoints(0, Math.min(offset, length())));
  }

  /** Where a name begins that CEL complains about: of a call it names the parenthesis. */
  private int startOf(String name, int offset) {
    int end = text.offsetByCodePoints(0, Math.min(offset, length()));
    if (text.startsWith(name, end)) {
      return offset;
    }
    int back = text.lastIndexOf(name, end);
    int ahead = text.indexOf(name, end);
    int found = ahead >= 0 && (back < 0 || text.substring(back, end).contains("(")) ? ahead : back;
    return found < 0 ? offset : text.codePointCount(0, found);
  }

  private int offset(CelIssue issue) {
    int line = Math.max(1, issue.getSourceLocation().getLine());
    int column = Math.max(0, issue.getSourceLocation().getColumn());
    int start = 0;
    for (int i = 1; i < line; i++) {
      int next = text.indexOf('\n', start);
      if (next < 0) {
        break;
      }
      start = next + 1;
    }
    return Math.min(text.codePointCount(0, start) + column, length());
  }
}
