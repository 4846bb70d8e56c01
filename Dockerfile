# Builds Steadfill from its source: docker build -t steadfill .
# Both bases can be had under other names where a registry is out of reach: --build-arg BUILD=... --build-arg RUN=...
ARG BUILD=maven:3.9-eclipse-temurin-17
ARG RUN=eclipse-temurin:17-jre

FROM ${BUILD} AS build
WORKDIR /src
COPY pom.xml ./
COPY .mvn .mvn
COPY config config
COPY src src
RUN mvn -q -B -ntp -DskipTests package \
 && java -Djarmode=tools -jar target/steadfill.jar extract --layers --destination /layers

FROM ${RUN}
# Libraries change seldom and the application often: each is a layer of its own.
RUN useradd --system --uid 10001 --home-dir /steadfill --create-home steadfill
WORKDIR /steadfill
COPY --from=build /layers/dependencies/ ./
COPY --from=build /layers/snapshot-dependencies/ ./
COPY --from=build /layers/spring-boot-loader/ ./
COPY --from=build /layers/application/ ./
COPY src/docker/healthy.sh ./
# For keys that outlive a container: a volume that is mounted here belongs to the user from the beginning.
RUN install -d -o steadfill -m 700 keys
USER 10001
# Within a container every address is the container's own; what is published is decided by who runs it.
ENV SERVER_ADDRESS=0.0.0.0
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 CMD ["bash", "/steadfill/healthy.sh"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=75", "-jar", "steadfill.jar"]
CMD ["serve"]
