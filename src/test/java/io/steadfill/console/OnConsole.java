package io.steadfill.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One served application and one browser for all classes that test the console; no test may leave a complaint in the browser. */
final class OnConsole implements BeforeAllCallback, AfterEachCallback, ParameterResolver {

    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(OnConsole.class);

    @Override
    public void beforeAll(ExtensionContext context) {
        Chromium.requireThere();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        assertThat(stage(context).chromium.takeComplaints()).isEmpty();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == ConsoleStage.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return stage(context);
    }

    private static ConsoleStage stage(ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(ConsoleStage.class, key -> new ConsoleStage(), ConsoleStage.class);
    }
}
