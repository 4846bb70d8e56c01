package io.steadfill.run.story;

import io.steadfill.control.Control;

/** The events of runs as the product wires them, for tests of rooms above. */
public final class RunEventsKit {

    private RunEventsKit() {}

    public static RunEvents events(Control control) {
        return new RunEvents(control);
    }
}
