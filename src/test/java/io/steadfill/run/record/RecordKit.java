package io.steadfill.run.record;

import io.steadfill.control.Control;
import io.steadfill.run.life.RunProperties;
import io.steadfill.run.story.RunEvents;

/** The records of runs as the product wires them, for tests of rooms above. */
public final class RecordKit {

    private RecordKit() {}

    public static HoldStore holds(Control control) {
        return new HoldStore(control);
    }

    public static TuningStore tunings(Control control) {
        return new TuningStore(control);
    }

    public static RunStore runs(Control control, HoldStore holds, RunEvents events, RunProperties properties) {
        return new RunStore(control, holds, events, properties.deadAfter());
    }
}
