package io.steadfill.transform;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Several copies of libphonenumber, so that each sees few countries. One copy keeps the last hundred patterns behind a lock; with the numbers of
 * more than a dozen countries it compiles them again for every row, which costs ten times the work itself.
 */
final class PhoneLibraries {

    /** About four countries a copy; a copy without metadata is some tens of kilobytes. */
    private static final int COPIES = 64;

    private final AtomicReferenceArray<PhoneNumberUtil> copies = new AtomicReferenceArray<>(COPIES);

    /** Any copy gives the same answers; a good {@code hint} is the same for numbers of the same country. */
    PhoneNumberUtil forCountry(int hint) {
        int index = Math.floorMod(hint, COPIES);
        PhoneNumberUtil copy = copies.get(index);
        if (copy == null) {
            copies.compareAndSet(
                    index, null, PhoneNumberUtil.createInstance(PhoneNumberUtil.class::getResourceAsStream));
            copy = copies.get(index);
        }
        return copy;
    }
}
