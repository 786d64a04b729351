package dev.showroom.stream;

import dev.showroom.core.catalogue.PolicyText;
import dev.showroom.core.policy.PolicyBook;
import java.io.Serializable;
import java.util.Collection;
import java.util.function.Function;

/** Makes a book of the policies that were announced and those that a job starts with. */
@FunctionalInterface
public interface PolicyReader extends Function<Collection<PolicyText>, PolicyBook>, Serializable {}
