package dev.showroom;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.targetOwner;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaFieldAccess;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.showroom.config.RunConfig;
import java.lang.reflect.RecordComponent;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.apache.flink.api.common.functions.Function;
import org.apache.flink.api.common.state.StateDescriptor;

/** What may know of what; each rule is a promise that the design makes. */
@AnalyzeClasses(packages = "dev.showroom", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String RULE_FILES = "dev.showroom.core.rules.cel..";
  private static final String[] YAML_FILES = {
    "dev.showroom.core.yaml..", "dev.showroom.core.policy.file.."
  };
  private static final String METRICS = "dev.showroom.metrics..";
  private static final String STATISTICS = "dev.showroom.core.statistics..";
  private static final String[] KAFKA = {
    "org.apache.kafka..", "org.apache.flink.connector.kafka.."
  };

  @ArchTest
  static final ArchRule the_core_knows_no_framework =
      noClasses()
          .that()
          .resideInAPackage("dev.showroom.core..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.flink..",
              "org.apache.kafka..",
              "com.fasterxml..",
              "picocli..",
              "org.slf4j..",
              "org.apache.logging..");

  @ArchTest
  static final ArchRule the_core_knows_nothing_of_what_is_built_on_it =
      classes()
          .that()
          .resideInAPackage("dev.showroom.core..")
          .and()
          .resideOutsideOfPackages(RULE_FILES, STATISTICS)
          .and()
          .resideOutsideOfPackages(YAML_FILES)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "dev.showroom.core..",
              "dev.showroom.schemas..",
              "org.apache.avro..",
              "java..",
              "javax.crypto..");

  @ArchTest
  static final ArchRule rule_files_alone_are_compiled_by_libraries =
      classes()
          .that()
          .resideInAPackage(RULE_FILES)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "dev.showroom.core..",
              "dev.showroom.schemas..",
              "dev.showroom.common..",
              "dev.cel..",
              "com.google..",
              "org.yaml.snakeyaml..",
              "java..");

  @ArchTest
  static final ArchRule other_files_are_read_and_nothing_of_them_is_compiled =
      classes()
          .that()
          .resideInAnyPackage(YAML_FILES)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "dev.showroom.core..",
              "dev.showroom.schemas..",
              "dev.showroom.common..",
              "org.yaml.snakeyaml..",
              "java..");

  @ArchTest
  static final ArchRule intervals_alone_are_worked_out_by_a_library =
      classes()
          .that()
          .resideInAPackage(STATISTICS)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(STATISTICS, "org.apache.commons.statistics..", "java..");

  @ArchTest
  static final ArchRule the_graph_knows_nothing_of_where_it_is_bound_to =
      noClasses()
          .that()
          .resideInAPackage("dev.showroom.stream..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.showroom.replay..",
              "dev.showroom.live..",
              "dev.showroom.cli..",
              "dev.showroom.kafka..",
              "dev.showroom.config..",
              "dev.showroom.simulate..",
              "org.apache.kafka..",
              "org.apache.flink.connector.kafka..");

  @ArchTest
  static final ArchRule a_replay_cannot_reach_a_customer =
      noClasses()
          .that()
          .resideInAPackage("dev.showroom.replay..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.kafka..",
              "org.apache.flink.connector.kafka..",
              "dev.showroom.kafka..",
              "dev.showroom.live..",
              "java.net..");

  @ArchTest
  static final ArchRule a_replay_of_topics_cannot_reach_a_customer_either =
      noClasses()
          .that()
          .resideInAPackage("dev.showroom.history..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.showroom.live..", "java.net..");

  @ArchTest
  static final ArchRule making_and_importing_files_needs_no_flink =
      noClasses()
          .that()
          .resideInAnyPackage(
              "dev.showroom.simulate..",
              "dev.showroom.imports..",
              "dev.showroom.evaluate..",
              "dev.showroom.insights..",
              "dev.showroom.explain..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.flink..", "org.apache.kafka..");

  @ArchTest
  static final ArchRule no_decision_sees_a_clock_or_chance =
      noClasses()
          .that()
          .resideInAnyPackage("dev.showroom.core..", "dev.showroom.stream..")
          .and()
          // When a timer fires that is due; what it sees is the same whenever that is.
          .doNotHaveFullyQualifiedName("dev.showroom.stream.PacedTimers")
          .should()
          .accessTargetWhere(aClockOrChance())
          .because("alerts are a function of events, rules and policy");

  @ArchTest
  static final ArchRule figures_ask_one_clock =
      noClasses()
          .that()
          .resideInAPackage(METRICS)
          .and()
          .doNotHaveFullyQualifiedName("dev.showroom.metrics.TimeOfDay")
          .should()
          .accessTargetWhere(aClockOrChance());

  @ArchTest
  static final ArchRule no_decision_can_ask_what_a_figure_says =
      noClasses()
          .that()
          .resideOutsideOfPackage(METRICS)
          .should()
          .callMethodWhere(aFigureThatAnswers())
          .because("figures read a clock, and decisions must not");

  @ArchTest
  static final ArchRule nothing_static_changes =
      fields()
          .that()
          .areDeclaredInClassesThat()
          .resideOutsideOfPackage("dev.showroom.schemas")
          .and()
          .areStatic()
          .and()
          .doNotHaveModifier(JavaModifier.SYNTHETIC)
          .should()
          .beFinal();

  @ArchTest
  static final ArchRule packages_depend_on_each_other_in_no_circle =
      slices().matching("dev.showroom.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule parts_of_the_core_depend_on_each_other_in_no_circle =
      slices().matching("dev.showroom.core.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule every_state_is_described_in_one_place =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("dev.showroom.stream.States")
          .and()
          // What the bench measures against is no job: nothing restores it.
          .haveNameNotMatching("dev\\.showroom\\.stream\\.FloorPipeline.*")
          .should()
          .callConstructorWhere(
              targetOwner(
                  assignableTo(StateDescriptor.class)
                      .or(
                          assignableTo(
                              org.apache.flink.api.common.state.v2.StateDescriptor.class))));

  @ArchTest
  static final ArchRule what_the_graph_runs_is_final =
      classes()
          .that()
          .resideInAnyPackage(
              "dev.showroom.stream..", "dev.showroom.replay..", "dev.showroom.live..")
          .and()
          .areAssignableTo(Function.class)
          .and()
          .areNotInterfaces()
          .should()
          .haveModifier(JavaModifier.FINAL);

  /** What is only read by a rule between options; its use is to be refused. */
  private static final Set<String> FOR_A_RULE_ALONE = Set.of("allowHttp");

  @ArchTest
  static void every_option_has_an_effect(JavaClasses classes) {
    for (Class<?> type : RunConfig.class.getDeclaredClasses()) {
      JavaClass section = classes.get(type);
      for (RecordComponent option : type.getRecordComponents()) {
        String name = option.getName();
        boolean outside =
            section.getMethod(name).getAccessesToSelf().stream()
                .map(access -> access.getOriginOwner().getPackageName())
                .anyMatch(
                    origin ->
                        !origin.equals("dev.showroom.config") || FOR_A_RULE_ALONE.contains(name));
        boolean within =
            section.getField(name).getAccessesToSelf().stream()
                .filter(access -> access.getAccessType() == JavaFieldAccess.AccessType.GET)
                .anyMatch(
                    access -> !Set.of(name, "toString").contains(access.getOrigin().getName()));
        assertThat(outside || within)
            .as("somebody reads %s.%s", type.getSimpleName(), name)
            .isTrue();
      }
    }
  }

  /** What is written to may come out of that package, and nothing that is written. */
  private static DescribedPredicate<JavaMethodCall> aFigureThatAnswers() {
    return describe(
        "a figure answers",
        call ->
            call.getTargetOwner().getPackageName().equals("dev.showroom.metrics")
                && !call.getTargetOwner().isEnum()
                && !call.getTarget().getRawReturnType().getName().equals("void")
                && !call.getTarget()
                    .getRawReturnType()
                    .getPackageName()
                    .equals("dev.showroom.metrics"));
  }

  private static DescribedPredicate<JavaAccess<?>> aClockOrChance() {
    DescribedPredicate<JavaAccess<?>> clock =
        describe(
            "a wall clock",
            access -> {
              String owner = access.getTargetOwner().getName();
              String method = access.getTarget().getName();
              return owner.equals("java.lang.System")
                      && Set.of("currentTimeMillis", "nanoTime").contains(method)
                  || owner.startsWith("java.time.")
                      && (method.equals("now") || owner.equals("java.time.Clock"))
                  || owner.equals("java.util.Date") && method.equals("<init>")
                  || owner.startsWith("org.apache.flink.util.clock.")
                  || Set.of("currentProcessingTime", "getCurrentProcessingTime").contains(method)
                  || method.equals("registerProcessingTimeTimer");
            });
    DescribedPredicate<JavaAccess<?>> chance =
        targetOwner(assignableTo(RandomGenerator.class)).forSubtype();
    DescribedPredicate<JavaAccess<?>> id =
        targetOwner(assignableTo(UUID.class)).and(target(name("randomUUID"))).forSubtype();
    DescribedPredicate<JavaAccess<?>> math =
        targetOwner(assignableTo(Math.class)).and(target(name("random"))).forSubtype();
    return clock.or(chance).or(id).or(math).as("a wall clock or chance is asked");
  }
}
