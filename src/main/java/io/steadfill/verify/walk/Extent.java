package io.steadfill.verify.walk;

/**
 * How much of a table is compared.
 *
 * @param places spread evenly over the key; 0 means every row
 * @param rowsEach rows taken at each place
 */
public record Extent(int places, int rowsEach) {

    /** Every row. */
    public static final Extent ALL = new Extent(0, 0);

    /** About ten thousand rows. */
    public static final Extent SAMPLE = new Extent(100, 100);

    public Extent {
        if (places < 0 || (places > 0) != (rowsEach > 0)) {
            throw new IllegalArgumentException(places + " places of " + rowsEach + " rows");
        }
    }

    public boolean isAll() {
        return places == 0;
    }
}
