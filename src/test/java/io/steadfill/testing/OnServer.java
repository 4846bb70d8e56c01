package io.steadfill.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs a test class on one lane: its constructor, test methods and {@code @BeforeEach} methods may take a {@link TestDatabase}, one
 * and the same during a test and empty at its beginning; {@code @BeforeAll} methods get one of their own. A contract is an abstract
 * class; its subclass for each vendor carries this annotation.
 */
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(TestDatabaseExtension.class)
public @interface OnServer {

    Lane value();
}
