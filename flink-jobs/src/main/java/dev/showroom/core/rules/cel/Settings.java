package dev.showroom.core.rules.cel;

import java.util.Map;

/**
 * What of a rule may be otherwise for some categories.
 *
 * @param params value by name
 */
record Settings(boolean enabled, boolean shadow, int minScoreMillis, Map<String, Object> params) {}
