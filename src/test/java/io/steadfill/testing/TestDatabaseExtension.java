package io.steadfill.testing;

import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.params.ParameterInfo;
import org.junit.platform.commons.support.AnnotationSupport;

/** Gives tests a {@link TestDatabase}, which the context's store closes when the test, or the class, ends. */
final class TestDatabaseExtension implements ParameterResolver, ExecutionCondition {

    private static final Namespace NAMESPACE = Namespace.create(TestDatabaseExtension.class);

    // Else a constructor's database would belong to the class and outlive the test.
    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
        return ExtensionContextScope.TEST_METHOD;
    }

    // A parameter that cannot be had would be an error; a missing lane is a skipped test.
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return lane(context)
                .filter(lane -> TestServers.find(lane).isEmpty())
                .map(lane -> ConditionEvaluationResult.disabled(TestServers.missing(lane)))
                .orElseGet(() -> ConditionEvaluationResult.enabled("the lane has a server"));
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == TestDatabase.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Lane lane = lane(context)
                .orElseThrow(() -> new IllegalStateException(context.getRequiredTestClass()
                        + " says no lane: annotate it with @OnServer, or its method with @OnEveryServer"));
        return context.getStore(NAMESPACE)
                .computeIfAbsent(context.getUniqueId(), id -> TestDatabase.on(lane), TestDatabase.class);
    }

    private static Optional<Lane> lane(ExtensionContext context) {
        return laneArgument(context)
                .or(() -> context.getTestClass()
                        .flatMap(type -> AnnotationSupport.findAnnotation(type, OnServer.class))
                        .map(OnServer::value));
    }

    private static Optional<Lane> laneArgument(ExtensionContext context) {
        return Optional.ofNullable(ParameterInfo.get(context)).stream()
                .flatMap(info -> Arrays.stream(info.getArguments().toArray()))
                .filter(Lane.class::isInstance)
                .map(Lane.class::cast)
                .findFirst();
    }
}
