package dev.showroom.stream.type;

import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A record with something in each of its components, the same each time. */
final class Filled {
  private Filled() {}

  static Object of(Class<?> record) throws ReflectiveOperationException {
    List<Class<?>> types = new ArrayList<>();
    List<Object> values = new ArrayList<>();
    for (RecordComponent component : record.getRecordComponents()) {
      types.add(component.getType());
      values.add(value(component.getGenericType(), component.getName()));
    }
    Constructor<?> constructor = record.getDeclaredConstructor(types.toArray(Class<?>[]::new));
    constructor.setAccessible(true);
    try {
      return constructor.newInstance(values.toArray());
    } catch (InvocationTargetException e) {
      throw new AssertionError(record + " cannot be made of " + values, e.getCause());
    }
  }

  private static Object value(Type type, String name) throws ReflectiveOperationException {
    if (type instanceof ParameterizedType generic) {
      Type[] arguments = generic.getActualTypeArguments();
      Object first = value(arguments[0], name);
      Class<?> raw = (Class<?>) generic.getRawType();
      if (Map.class.isAssignableFrom(raw)) {
        return Map.of(first, value(arguments[1], name));
      }
      return Set.class.isAssignableFrom(raw) ? Set.of(first) : List.of(first);
    }
    Class<?> wanted = (Class<?>) type;
    if (wanted == String.class) {
      return name;
    } else if (wanted == boolean.class || wanted == Boolean.class) {
      return true;
    } else if (wanted == int.class || wanted == Integer.class) {
      return 200 + name.length();
    } else if (wanted == long.class || wanted == Long.class) {
      return 100_000L + name.length();
    } else if (wanted == double.class || wanted == Double.class) {
      return 0.5 + name.length();
    } else if (wanted.isArray()) {
      return Array.newInstance(wanted.getComponentType(), 3);
    } else if (wanted.isEnum()) {
      return wanted.getEnumConstants()[1];
    } else if (wanted.isSealed()) {
      return value(wanted.getPermittedSubclasses()[0], name);
    }
    return of(wanted);
  }
}
