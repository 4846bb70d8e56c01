package io.steadfill.definition;

/** Pieces of job files for tests. */
final class JobText {

    static final String HEAD = "job: broken\ndatabase: shop\ntable: customers\n";
    static final String WHERE = "where: phone is null\n";
    static final String SET = "set:\n  phone: upper(phone)\n";

    private static final JobSchema SCHEMA = JobSchema.load();

    private JobText() {}

    static JobFile read(String text) {
        return JobFile.parse(text, "job.yaml", "broken", SCHEMA, new Complaints("job.yaml"));
    }
}
