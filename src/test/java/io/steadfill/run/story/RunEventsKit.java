package io.steadfill.run.story;

import io.steadfill.control.Control;
import io.steadfill.transform.Transforms;

/** The events of runs as the product wires them, for tests of rooms above. */
public final class RunEventsKit {

    private RunEventsKit() {}

    public static RunEvents events(Control control) {
        return new RunEvents(control);
    }

    public static ComputedBy computedBy(Control control) {
        return new ComputedBy(control, Transforms.standard());
    }
}
