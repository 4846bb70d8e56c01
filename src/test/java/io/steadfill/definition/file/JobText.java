package io.steadfill.definition.file;

import io.steadfill.definition.yaml.Complaints;

/** Pieces of job files for tests. */
public final class JobText {

    public static final String HEAD = "job: broken\ndatabase: shop\ntable: customers\n";
    public static final String WHERE = "where: phone is null\n";
    public static final String SET = "set:\n  phone: upper(phone)\n";

    private static final JobSchema SCHEMA = JobSchema.load();

    private JobText() {}

    public static JobFile read(String text) {
        return JobFile.parse(text, "job.yaml", "broken", SCHEMA, new Complaints("job.yaml"));
    }
}
