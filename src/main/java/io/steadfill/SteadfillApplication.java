package io.steadfill;

import io.steadfill.cli.CommandLineInterface;
import io.steadfill.cli.terminal.Shell;
import java.time.Clock;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.annotation.Bean;

/** The one entry point: every command of the jar starts here. */
@SpringBootApplication(proxyBeanMethods = false, exclude = DataSourceAutoConfiguration.class)
public class SteadfillApplication {

    SteadfillApplication() {}

    /** The one source of time. */
    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    public static void main(String[] arguments) {
        System.exit(new CommandLineInterface(Shell.ofProcess(SteadfillApplication.class)).execute(arguments));
    }
}
