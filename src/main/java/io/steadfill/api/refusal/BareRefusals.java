package io.steadfill.api.refusal;

import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers what the web server itself refuses, before any filter sees it: an address that nobody could read safely, such as one with an encoded slash. */
final class BareRefusals extends ErrorReportValve {

    private static final Logger LOG = LoggerFactory.getLogger(BareRefusals.class);

    @Override
    protected void report(Request request, Response response, Throwable error) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        try {
            ProblemDocument.write(ErrorAnswers.refusal(status, String.valueOf(request.getRequestURI())), response);
            response.finishResponse();
        } catch (IOException e) {
            LOG.debug("a client went away before it was refused: {}", e.getMessage());
        }
    }
}
