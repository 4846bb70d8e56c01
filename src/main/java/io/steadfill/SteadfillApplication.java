package io.steadfill;

/** The one entry point: every command of the jar starts here. */
public final class SteadfillApplication {

    private SteadfillApplication() {}

    public static void main(String[] arguments) {
        System.exit(2);
    }
}
