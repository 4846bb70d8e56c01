package io.steadfill.console.words;

/**
 * A moment on a page.
 *
 * @param iso for machines
 * @param title for whoever hovers: the moment in full, in the zone of who looks and in UTC
 * @param shown in the zone of who looks
 */
public record Stamp(String iso, String title, String shown) {}
