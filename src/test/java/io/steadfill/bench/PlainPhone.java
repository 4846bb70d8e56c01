package io.steadfill.bench;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;

/** What anybody writes who has read libphonenumber's first page. */
final class PlainPhone {

    private static final PhoneNumberUtil LIBRARY = PhoneNumberUtil.getInstance();

    private PlainPhone() {}

    static String e164(PlainBatch.Customer customer) {
        try {
            PhoneNumber number = LIBRARY.parse(customer.phone(), customer.country());
            if (!LIBRARY.isValidNumber(number)) {
                throw new IllegalStateException("not valid: " + customer);
            }
            return LIBRARY.format(number, PhoneNumberFormat.E164);
        } catch (NumberParseException e) {
            throw new IllegalStateException("not readable: " + customer, e);
        }
    }
}
