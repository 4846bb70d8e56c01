package io.steadfill.console;

/**
 * A moment on a page.
 *
 * @param iso for machines
 * @param utc for whoever hovers
 * @param shown in the zone of who looks
 */
record Stamp(String iso, String utc, String shown) {}
