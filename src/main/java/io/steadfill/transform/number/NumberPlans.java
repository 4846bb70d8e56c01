package io.steadfill.transform.number;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonemetadata.PhoneMetadataCollection;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The number plans, each made when it is first needed. Thread-safe. */
final class NumberPlans {

    private static final String FILE = "/com/google/i18n/phonenumbers/data/PhoneNumberMetadataProto_";

    private final PhoneNumberUtil library;
    private final ConcurrentMap<String, Optional<NumberPlan>> byRegion = new ConcurrentHashMap<>();
    private final ConcurrentMap<Integer, List<NumberPlan>> byCallingCode = new ConcurrentHashMap<>();

    NumberPlans(PhoneNumberUtil library) {
        this.library = library;
    }

    /** Empty where there is none, or none that can be read. */
    Optional<NumberPlan> region(String region) {
        Optional<NumberPlan> plan = byRegion.get(region);
        return plan == null ? byRegion.computeIfAbsent(region, this::read) : plan;
    }

    /** The plans of all regions with this calling code, the main one first; empty where one of them cannot be read. */
    List<NumberPlan> callingCode(int code) {
        List<NumberPlan> plans = byCallingCode.get(code);
        return plans == null ? byCallingCode.computeIfAbsent(code, this::plans) : plans;
    }

    private List<NumberPlan> plans(int code) {
        List<NumberPlan> plans = new ArrayList<>();
        for (String region : library.getRegionCodesForCountryCode(code)) {
            boolean everywhere = region.equals(PhoneNumberUtil.REGION_CODE_FOR_NON_GEO_ENTITY);
            Optional<NumberPlan> plan = region(everywhere ? Integer.toString(code) : region);
            if (plan.isEmpty()) {
                return List.of();
            }
            plans.add(plan.get());
        }
        return List.copyOf(plans);
    }

    private Optional<NumberPlan> read(String region) {
        try (InputStream in = PhoneNumberUtil.class.getResourceAsStream(FILE + region)) {
            if (in == null) {
                return Optional.empty();
            }
            PhoneMetadataCollection metadata = new PhoneMetadataCollection();
            metadata.readExternal(new ObjectInputStream(in));
            return Optional.of(new NumberPlan(metadata.getMetadataList().get(0)));
        } catch (IOException | DigitNfa.Unreadable e) {
            // Another release may write its plans in another way; the library itself always can.
            return Optional.empty();
        }
    }
}
