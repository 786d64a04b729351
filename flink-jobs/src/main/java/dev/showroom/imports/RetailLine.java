package dev.showroom.imports;

/**
 * One line of the file, read but not yet judged.
 *
 * @param number line of the file, the header being 1
 * @param raw the line's own bytes, one for each character
 * @param time epoch milliseconds
 * @param sku the stock code, trimmed and in capitals
 * @param priceMinor unit price in pence, rounded half up
 * @param priceRounded whether the price had fractions of a penny
 * @param customer null where the file has none
 */
record RetailLine(
    long number,
    String raw,
    long time,
    String invoice,
    boolean cancellation,
    String sku,
    int quantity,
    long priceMinor,
    boolean priceRounded,
    String customer) {}
