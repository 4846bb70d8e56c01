package io.steadfill.cli.local;

import io.steadfill.access.account.AccountDesk;
import io.steadfill.cli.terminal.Options;
import io.steadfill.cli.terminal.Shell;

/** Serves until the process is told to end. The first start makes one admin, and says so once. */
public final class Serving {

    private final Shell shell;
    private final Options options;

    public Serving(Shell shell, Options options) {
        this.shell = shell;
        this.options = options;
    }

    /** @param port -1 for the configuration's, 0 for any that is free */
    public void serve(int port) {
        try (Application application = Application.serve(shell, options, port)) {
            application.bean(AccountDesk.class).first().ifPresent(this::sayOnce);
            shell.err().println("serving on " + application.address() + " until Ctrl-C");
            shell.err().flush();
            application.awaitEnd();
        }
    }

    /** On the terminal and nowhere else: the log may be kept. */
    private void sayOnce(String password) {
        shell.err()
                .println("made the first account: name 'admin', password '" + password + "'; it is not shown again,"
                        + " change it by 'access password admin'");
    }
}
