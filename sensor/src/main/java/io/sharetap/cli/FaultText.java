package io.sharetap.cli;

/** Describes a failure in one line, with the place in our code; the stack trace only on request. */
final class FaultText {
    private FaultText() {}

    static String of(Throwable failure) {
        StackTraceElement[] stack = failure.getStackTrace();
        String message = failure.getMessage() == null
                ? ""
                : ": " + failure.getMessage().lines().findFirst().orElse("");
        return failure.getClass().getSimpleName() + message + (stack.length == 0 ? "" : " at " + stack[0]);
    }

    static String trace(Throwable failure) {
        StringBuilder text = new StringBuilder();
        for (Throwable each = failure; each != null; each = each.getCause()) {
            text.append(each).append('\n');
            for (StackTraceElement frame : each.getStackTrace()) {
                text.append("    at ").append(frame).append('\n');
            }
        }
        return text.toString();
    }
}
