package io.steadfill.api;

import io.steadfill.api.answer.Links;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.util.List;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the API's description says beside what its handlers do: who may ask, and how every refusal looks. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class ApiDescription {

    private static final String PROBLEM = "Problem";
    private static final String REFUSAL = "Refusal";
    private static final String EVENTS = "text/event-stream";

    /** One name for each operation, whatever order they are found in. */
    @Bean
    OperationCustomizer operationNames() {
        return (operation, handler) ->
                operation.operationId(handler.getBeanType().getSimpleName().replace("Controller", "") + "-"
                        + handler.getMethod().getName());
    }

    @Bean
    OpenApiCustomizer description() {
        return ApiDescription::describe;
    }

    private static void describe(OpenAPI api) {
        api.info(new Info()
                .title("Steadfill")
                .version("v1")
                .description(
                        "Carries out data migrations: begin at " + Links.BASE + ", which links to what there is."));
        api.servers(List.of(new Server().url("/").description("the server that answers this")));
        Components components = api.getComponents() == null ? new Components() : api.getComponents();
        components
                .addSecuritySchemes(
                        "bearer",
                        new SecurityScheme()
                                .type(SecurityScheme.Type.HTTP)
                                .scheme("bearer")
                                .description("a token of 'access token add', or of the OIDC provider"))
                .addSecuritySchemes(
                        "password",
                        new SecurityScheme()
                                .type(SecurityScheme.Type.HTTP)
                                .scheme("basic")
                                .description("name and password of an account"))
                .addSchemas(PROBLEM, problem())
                .addResponses(
                        REFUSAL,
                        new ApiResponse()
                                .description("Refused: 'detail' says what to do instead, 'type' opens a page on it.")
                                .content(new Content()
                                        .addMediaType(
                                                "application/problem+json",
                                                new MediaType()
                                                        .schema(new Schema<>()
                                                                .$ref("#/components/schemas/" + PROBLEM)))));
        api.components(components);
        api.security(
                List.of(new SecurityRequirement().addList("bearer"), new SecurityRequirement().addList("password")));
        api.getPaths().values().forEach(path -> path.readOperations().forEach(ApiDescription::describe));
    }

    private static void describe(Operation operation) {
        operation.getResponses().addApiResponse("default", new ApiResponse().$ref("#/components/responses/" + REFUSAL));
        operation.getResponses().values().forEach(answer -> {
            Content content = answer.getContent();
            if (content != null && content.containsKey(EVENTS)) {
                content.get(EVENTS).schema(new StringSchema());
            }
        });
    }

    private static Schema<?> problem() {
        ObjectSchema place = new ObjectSchema();
        place.addProperty("pointer", new StringSchema());
        place.addProperty("detail", new StringSchema());
        ObjectSchema problem = new ObjectSchema();
        problem.description("A refusal after RFC 9457.");
        problem.addProperty("type", new StringSchema().description("an address on this server that explains it"));
        problem.addProperty("title", new StringSchema());
        problem.addProperty("status", new IntegerSchema());
        problem.addProperty("detail", new StringSchema().description("what to do next"));
        problem.addProperty("code", new StringSchema().description("never changes"));
        problem.addProperty("errors", new ArraySchema().items(place));
        problem.setRequired(List.of("type", "title", "status", "detail", "code"));
        return problem;
    }
}
